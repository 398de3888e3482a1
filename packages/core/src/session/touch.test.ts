import { expect, test } from "vitest";
import type { SessionRecord } from "../store/session-store.ts";
import { touch } from "./touch.ts";

const MINUTE = 60_000;
const T0 = Date.UTC(2026, 0, 1);
const client = { ip: "192.0.2.7", userAgent: "test" };

function record(idle: number, absolute = 30 * 24 * 60 * MINUTE): SessionRecord {
  return {
    lastActiveAt: new Date(T0),
    idleExpiresAt: new Date(T0 + idle),
    absoluteExpiresAt: new Date(T0 + absolute),
    idleSeconds: idle / 1000,
  } as SessionRecord;
}

const DAY = 24 * 60 * MINUTE;
const changes = (of: SessionRecord, ms: number, interval = 5 * MINUTE, full = false) =>
  touch(of, () => client, T0 + ms, interval, full);

test("nothing is written within five minutes, and both end and activity after that", () => {
  expect(changes(record(DAY), 5 * MINUTE - 1)).toBeNull();
  expect(changes(record(DAY), 5 * MINUTE)).toEqual({
    idleExpiresAt: new Date(T0 + DAY + 5 * MINUTE),
    lastActiveAt: new Date(T0 + 5 * MINUTE),
    ...client,
  });
});

test("the end moves after a twentieth of a window that is shorter than 100 minutes", () => {
  expect(changes(record(20 * MINUTE), MINUTE - 1)).toBeNull();
  expect(changes(record(20 * MINUTE), MINUTE)).toEqual({
    idleExpiresAt: new Date(T0 + 21 * MINUTE),
  });
});

test("the end moves every five minutes also where activity is written more rarely or never", () => {
  for (const interval of [60 * MINUTE, Number.POSITIVE_INFINITY])
    expect(changes(record(DAY), 5 * MINUTE, interval)).toEqual({
      idleExpiresAt: new Date(T0 + DAY + 5 * MINUTE),
    });
});

test("the end never moves beyond the absolute expiry, and never backward", () => {
  const short = record(DAY, DAY + MINUTE);
  expect(changes(short, 2 * MINUTE, Number.POSITIVE_INFINITY, true)).toEqual({
    idleExpiresAt: new Date(T0 + DAY + MINUTE),
  });
  expect(changes(record(DAY, DAY), 10 * MINUTE, Number.POSITIVE_INFINITY, true)).toBeNull();
  expect(changes(record(DAY), -MINUTE, Number.POSITIVE_INFINITY, true)).toBeNull();
});

test("a write that happens anyway takes both along", () => {
  expect(changes(record(DAY), 1_000, 5 * MINUTE, true)).toEqual({
    idleExpiresAt: new Date(T0 + DAY + 1_000),
    lastActiveAt: new Date(T0 + 1_000),
    ...client,
  });
});

test("the client is read only where it is written", () => {
  const read = (): never => {
    throw new Error("was read");
  };
  expect(touch(record(DAY), read, T0 + 1_000, 5 * MINUTE, false)).toBeNull();
});
