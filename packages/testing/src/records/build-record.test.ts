import { expect, it } from "vitest";
import { buildActivity } from "./build-activity.ts";
import { buildRecord } from "./build-record.ts";

it("gives every record its own id, user and secret, of the length that core uses", () => {
  const [one, other] = [buildRecord(), buildRecord()];
  for (const { id, secretHash } of [one, other]) {
    expect(id).toMatch(/^[\w-]{21}$/);
    expect(secretHash).toMatch(/^[\w-]{43}$/);
  }
  expect(one.id).not.toBe(other.id);
  expect(one.userId).not.toBe(other.userId);
});

it("dates everything from the time of creation", () => {
  const record = buildRecord({ createdAt: new Date("2030-01-01T00:00:00.000Z") });
  expect(record.rotatedAt).toEqual(record.createdAt);
  expect(record.idleExpiresAt).toEqual(new Date("2030-01-08T00:00:00.000Z"));
  expect(record.absoluteExpiresAt).toEqual(new Date("2030-01-31T00:00:00.000Z"));
});

it("prefers given members to its own", () => {
  expect(buildRecord({ ip: null, version: 7 })).toMatchObject({ ip: null, version: 7 });
  expect(buildActivity({ type: "revoked" })).toMatchObject({ type: "revoked" });
});
