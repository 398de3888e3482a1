import { inspect } from "node:util";
import { expect, test } from "vitest";
import { cookie } from "../../test/cookie.ts";
import { CookieChanges } from "./cookie-changes.ts";

const sent = "theme=dark; access=old";

test("a header reads as if the browser had obeyed already", () => {
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

test("has each cookie once, as it was set last", () => {
  const changes = new CookieChanges();
  expect(changes.all).toEqual([]);
  changes.add([cookie("access", "one"), cookie("session", "one")]);
  changes.add([cookie("access", "two")]);
  expect(changes.all.map(({ name, value }) => `${name}=${value}`)).toEqual([
    "access=two",
    "session=one",
  ]);
});

test("a change without cookies is one, too: data may be kept elsewhere", () => {
  const changes = new CookieChanges();
  const before = changes.version;
  changes.add([]);
  expect(changes.version).not.toBe(before);
  expect(changes.all).toEqual([]);
});

test("shows no cookie to whoever prints it", () => {
  const changes = new CookieChanges();
  changes.add([cookie("access", "hush")]);
  expect(inspect(changes, { depth: 9, showHidden: true })).not.toContain("hush");
  expect(JSON.stringify(changes)).not.toContain("hush");
});
