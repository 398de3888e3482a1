import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { cookie } from "../../test/cookie.ts";
import { CookieChanges } from "./cookie-changes.ts";

const sent = "theme=dark; access=old";

test("a header reads as if the browser had applied the changes", () => {
  const changes = new CookieChanges();
  expect(changes.applyTo(sent)).toBe(sent);
  expect(changes.applyTo(null)).toBeNull();
  changes.add([cookie("access", "new"), cookie("session", "one")]);
  changes.add([cookie("session", "two")]);
  expect(changes.applyTo(sent)?.split("; ").toSorted()).toEqual([
    "access=new",
    "session=two",
    "theme=dark",
  ]);
  changes.add([cookie("access", "", 0), cookie("session", "", 0)]);
  expect(changes.applyTo(sent)).toBe("theme=dark");
  expect(changes.applyTo("access=old")).toBeNull();
});

test("a refused credential stays in the header, for a sign-in that replaces it", () => {
  const changes = new CookieChanges();
  changes.addImplicit([cookie("access", "", 0)], () => true);
  expect(changes.applyTo(sent)).toBe(sent);
  expect(changes.all.map(({ name, maxAge }) => [name, maxAge])).toEqual([["access", 0]]);
  changes.add([cookie("session", "new")]);
  expect(changes.applyTo(sent)).toBe("theme=dark; session=new");
});

test("holds each cookie once, as it was set last", () => {
  const changes = new CookieChanges();
  expect(changes.all).toEqual([]);
  changes.add([cookie("access", "one"), cookie("session", "one")]);
  changes.add([cookie("access", "two")]);
  expect(changes.all.map(({ name, value }) => `${name}=${value}`)).toEqual([
    "access=two",
    "session=one",
  ]);
});

test("a change without cookies counts as a change: data may be in a store", () => {
  const changes = new CookieChanges();
  const before = changes.version;
  changes.add([]);
  expect(changes.version).not.toBe(before);
  expect(changes.all).toEqual([]);
});

test("is printed and serialized without its cookies", () => {
  const changes = new CookieChanges();
  changes.add([cookie("access", "hush")]);
  expect(inspect(changes, { depth: 9, showHidden: true })).not.toContain("hush");
  expect(JSON.stringify(changes)).not.toContain("hush");
});

describe("the cookies of an implicit refresh", () => {
  test("leave if they are true when the headers leave, and are read again each time", () => {
    const changes = new CookieChanges();
    let current = true;
    changes.addImplicit([cookie("access", "one"), cookie("session", "one")], () => current);
    expect(changes.all).toHaveLength(2);
    expect(changes.applyTo(sent)).toContain("access=one");
    current = false;
    expect(changes.all).toEqual([]);
    expect(changes.applyTo(sent)).toBe(sent);
    expect(changes.isEmpty).toBe(false);
    current = true;
    expect(changes.all).toHaveLength(2);
  });

  test("leave in any case once an explicit change was built on them", () => {
    const changes = new CookieChanges();
    changes.addImplicit([cookie("access", "one"), cookie("session", "one")], () => false);
    changes.add([cookie("access", "two")]);
    expect(changes.all.map(({ value }) => value).toSorted()).toEqual(["one", "two"]);
    changes.addImplicit([cookie("access", "three")], () => false);
    expect(changes.all.map(({ value }) => value)).toEqual(["one"]);
  });

  test("are a new version each, also without a cookie", () => {
    const changes = new CookieChanges();
    const versions = [changes.version];
    changes.addImplicit([cookie("access", "one")], () => true);
    versions.push(changes.version);
    changes.addImplicit([], () => true);
    versions.push(changes.version);
    expect(new Set(versions).size).toBe(3);
  });
});
