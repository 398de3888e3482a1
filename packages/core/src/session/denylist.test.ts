import { expect, test } from "vitest";
import { createDenylist, sharedDenylist } from "./denylist.ts";

const ENDING = { reason: "revoked", cookiesCleared: false } as const;

function entry(subject: string, notBefore: number, reason = "revoked") {
  return { subject, notBefore: new Date(notBefore), reason, cookiesCleared: false };
}

test("every service of the process refuses what one of them ended", () => {
  sharedDenylist().end("ended-by-one", ENDING);
  expect(sharedDenylist().endingOf("ended-by-one")).toMatchObject(ENDING);
  expect(sharedDenylist().endingOf("never-ended")).toBeUndefined();
});

test("the first reason stays, and cookies that were cleared stay cleared", () => {
  const denylist = createDenylist();
  denylist.end("twice", { reason: "reused", cookiesCleared: false });
  denylist.end("twice", { reason: "revoked", cookiesCleared: true });
  denylist.apply(entry("session:twice", 5));
  expect(denylist.endingOf("twice")).toMatchObject({ reason: "reused", cookiesCleared: true });
});

test("an entry for a session refuses that session, and no token of another one", () => {
  const denylist = createDenylist();
  denylist.apply({ ...entry("session:one", 5, "reused"), cookiesCleared: true });
  expect(denylist.endingOf("one")).toMatchObject({ reason: "reused", cookiesCleared: true });
  expect(denylist.endingOf("two")).toBeUndefined();
  expect(denylist.isOutdated({ userId: "ada", issuedAt: 0 })).toBe(false);
});

test("an entry for a user concerns the tokens that were issued before it, and the latest entry counts", () => {
  const denylist = createDenylist();
  for (const time of [2_000, 3_000, 1_000]) denylist.apply(entry("user:a:b\nc", time));
  expect(denylist.isOutdated({ userId: "a:b\nc", issuedAt: 2_999 })).toBe(true);
  expect(denylist.isOutdated({ userId: "a:b\nc", issuedAt: 3_000 })).toBe(false);
  expect(denylist.isOutdated({ userId: "a:b", issuedAt: 0 })).toBe(false);
});

test("an entry for all users concerns the tokens of all users that were issued before it", () => {
  const denylist = createDenylist();
  denylist.apply(entry("*", 2_000));
  denylist.apply(entry("*", 1_000));
  expect(denylist.isOutdated({ userId: "ada", issuedAt: 1_999 })).toBe(true);
  expect(denylist.isOutdated({ userId: "bob", issuedAt: 2_000 })).toBe(false);
});

test("an entry with an unknown subject is ignored", () => {
  const denylist = createDenylist();
  for (const subject of ["", "session:", "user:", "role:admin", "session"])
    denylist.apply(entry(subject, 5_000));
  expect(denylist.isOutdated({ userId: "", issuedAt: 0 })).toBe(false);
  expect(denylist.endingOf("")).toBeUndefined();
});

test.each(["session", "user"])(
  "is bounded: the oldest entries for a %s become one for all users, so that no token is trusted again",
  (kind) => {
    const denylist = createDenylist();
    denylist.apply(entry(`${kind}:oldest`, 7_000));
    for (let index = 1; index <= 100_000; index++)
      denylist.apply(entry(`${kind}:${index}`, 7_000 + index));
    expect(denylist.endingOf("oldest")).toBeUndefined();
    expect(denylist.isOutdated({ userId: "oldest", issuedAt: 6_999 })).toBe(true);
    const last = { userId: "100000", issuedAt: 106_999 };
    if (kind === "session") expect(denylist.endingOf("100000")).toMatchObject(ENDING);
    else expect(denylist.isOutdated(last)).toBe(true);
    expect(denylist.isOutdated({ userId: "another", issuedAt: 57_000 })).toBe(false);
  },
);
