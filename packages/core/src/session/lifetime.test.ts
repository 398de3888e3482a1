import { expect, test } from "vitest";
import { resolveLifetime } from "./lifetime.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test("the defaults are 15 minutes, a week and a month; 12 hours and a day for a transient session", () => {
  expect(resolveLifetime({}, true)).toEqual({
    access: 15 * MINUTE,
    idle: 7 * DAY,
    absolute: 30 * DAY,
  });
  expect(resolveLifetime({}, false)).toEqual({
    access: 15 * MINUTE,
    idle: 12 * HOUR,
    absolute: DAY,
  });
});

test("numbers are seconds, and a transient session is never longer than a remembered one by default", () => {
  expect(resolveLifetime({ access: 5, idle: 20, absolute: 60 }, false)).toEqual({
    access: 5_000,
    idle: 20_000,
    absolute: 60_000,
  });
  expect(resolveLifetime({ transient: { idle: "1m", absolute: "2m" } }, false)).toEqual({
    access: MINUTE,
    idle: MINUTE,
    absolute: 2 * MINUTE,
  });
});

test.each([
  ["lifetime.access", { access: "7d" }],
  ["lifetime.access", { access: "30m", idle: "20m" }],
  ["lifetime.idle", { idle: "60d", absolute: "30d" }],
  ["lifetime.absolute", { absolute: "401d" }],
  ["lifetime.transient.idle", { transient: { idle: "2d", absolute: "1d" } }],
  ["lifetime.idle", { idle: "7 days" as never }],
  ["lifetime.access", { access: 0 }],
  ["lifetime.access", { access: -5 }],
  ["lifetime.access", { access: Number.NaN }],
] as const)("%s is named if it cannot work: %j", (option, options) => {
  expect(() => resolveLifetime(options, false)).toThrow(
    expect.objectContaining({ code: "session_config", option }),
  );
});

test("an access lifetime over an hour needs allowLongAccess", () => {
  expect(resolveLifetime({ access: "2h", allowLongAccess: true }, true).access).toBe(2 * HOUR);
});
