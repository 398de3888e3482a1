import { expect, test } from "vitest";
import { endedSessions } from "./revoked-sessions.ts";

const ENDING = { reason: "revoked", settled: false } as const;

test("every service of the process knows what one of them ended", () => {
  endedSessions().add("ended-by-one", ENDING);
  expect(endedSessions().get("ended-by-one")).toEqual(ENDING);
  expect(endedSessions().get("never-ended")).toBeUndefined();
});

test("what was ended long ago makes room, oldest first", () => {
  const ended = endedSessions();
  ended.add("oldest", ENDING);
  for (let index = 0; index < 50_000; index++) ended.add(`ended-${index}`, ENDING);
  expect(ended.get("oldest")).toBeUndefined();
  expect(ended.get("ended-0")).toEqual(ENDING);
});
