import { expect, test } from "vitest";
import { checkData, MAX_DATA_BYTES } from "./data.ts";
import { refuseSensitiveMembers } from "./sensitive-members.ts";

test("data is a deeply frozen copy", () => {
  const given = { theme: "dark", list: [{ id: 1 }] };
  const data = checkData(given, MAX_DATA_BYTES);
  expect(data).toEqual(given);
  expect(Object.isFrozen(data) && Object.isFrozen(data.list)).toBe(true);
  expect(Object.isFrozen((data.list as object[])[0])).toBe(true);
  expect(Object.isFrozen(given)).toBe(false);
});

test.each([
  ["data.at", { at: new Date(0) }, /Date.*toISOString/],
  ["data.none", { none: undefined }, /undefined/],
  ["data.big", { big: 1n }, /bigint/],
  ["data.later", { later: Promise.resolve() }, /promise/],
  ["data.list.1", { list: [1, Number.NaN] }, /NaN/],
  ["data.run", { run: () => 1 }, /function/],
  ["data.map", { map: new Map() }, /instance of Map/],
])("%s is named and refused: JSON cannot hold it", (option, data, message) => {
  expect(() => checkData(data, MAX_DATA_BYTES)).toThrow(
    expect.objectContaining({
      code: "session_config",
      option,
      message: expect.stringMatching(message),
    }),
  );
});

test("data that is nested without end is refused", () => {
  const data: Record<string, unknown> = {};
  data.self = data;
  expect(() => checkData(data, MAX_DATA_BYTES)).toThrow(/levels deep/);
});

test("members named like JavaScript's own pollute nothing", () => {
  const data = checkData(
    JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
    MAX_DATA_BYTES,
  );
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
  expect(Object.hasOwn(data, "__proto__")).toBe(true);
});

test.each([null, [1], "text", 5])("%j is no session data", (data) => {
  expect(() => checkData(data, MAX_DATA_BYTES)).toThrow(/expected a plain object/);
});

test("the limit is counted in bytes", () => {
  expect(() => checkData({ text: "é".repeat(2_040) }, MAX_DATA_BYTES)).not.toThrow();
  expect(() => checkData({ text: "é".repeat(2_050) }, MAX_DATA_BYTES)).toThrow(
    /4111 bytes as JSON and may take 4096/,
  );
});

test.each([
  ["claims.passwordHash", { passwordHash: "x" }],
  ["claims.user.password", { user: { password: "x" } }],
  ["claims.PASSWORD_HASH", { PASSWORD_HASH: "x" }],
  ["claims.list.0.client-secret", { list: [{ "client-secret": "x" }] }],
  ["claims.salt", { salt: "x" }],
  ["claims.passwordhash", { passwordhash: "x" }],
  ["claims.apiKey", { apiKey: "x" }],
  ["claims.otpSeed", { otpSeed: "x" }],
  ["claims.recoveryCodes", { recoveryCodes: ["x"] }],
])("%s is named and refused", (path, value) => {
  expect(() => refuseSensitiveMembers(value, "claims")).toThrow(
    expect.objectContaining({ code: "sensitive_member", option: path }),
  );
});

test("booleans, numbers and dates are no secrets, whatever they are called", () => {
  expect(() =>
    refuseSensitiveMembers(
      {
        mustChangePassword: true,
        passwordChangedAt: "2026-01-01T00:00:00.000Z",
        passwordUpdated: "2026-01-01",
        passwordAge: 5,
        secret: null,
      },
      "claims",
    ),
  ).not.toThrow();
});

test("words that only contain such a name are fine", () => {
  expect(() =>
    refuseSensitiveMembers(
      { hashtag: "x", passwordless: true, secretary: "y", saltyFood: 1 },
      "claims",
    ),
  ).not.toThrow();
});

test.each([{ text: "a\0b" }, { list: ["\ud800"] }, { "\0": 1 }])(
  "%j cannot be held by every database",
  (data) => {
    expect(() => checkData(data, MAX_DATA_BYTES)).toThrow(/NUL or a lone surrogate/);
  },
);
