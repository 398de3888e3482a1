import { expect, test } from "vitest";
import { revokedSessions } from "./revoked-sessions.ts";

const ENDING = { reason: "revoked", cookiesCleared: false } as const;

test("every service of the process refuses what one of them ended", () => {
  revokedSessions().add("ended-by-one", ENDING);
  expect(revokedSessions().get("ended-by-one")).toEqual(ENDING);
  expect(revokedSessions().get("never-ended")).toBeUndefined();
});

test("the first reason stays, and cookies that were cleared stay cleared", () => {
  const revoked = revokedSessions();
  revoked.add("twice", { reason: "reused", cookiesCleared: false });
  revoked.add("twice", { reason: "revoked", cookiesCleared: true });
  revoked.add("twice", ENDING);
  expect(revoked.get("twice")).toEqual({ reason: "reused", cookiesCleared: true });
});

test("is bounded: what was ended long ago makes room", () => {
  const revoked = revokedSessions();
  revoked.add("oldest", ENDING);
  for (let index = 0; index < 100_000; index++) revoked.add(`ended-${index}`, ENDING);
  expect(revoked.get("oldest")).toBeUndefined();
  expect(revoked.get("ended-99999")).toEqual(ENDING);
});
