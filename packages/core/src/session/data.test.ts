import { expect, test } from "vitest";
import { checkData, MAX_DATA_BYTES } from "./data.ts";
import { refuseSensitiveMembers } from "./sensitive-members.ts";

test("data comes back as a store would give it", () => {
  expect(checkData({ theme: "dark", at: new Date(0), none: undefined }, MAX_DATA_BYTES)).toEqual({
    theme: "dark",
    at: "1970-01-01T00:00:00.000Z",
  });
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
  expect(() => checkData(data, MAX_DATA_BYTES)).toThrow(/JSON object/);
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
  ["claims.salt", { salt: 1 }],
])("%s is named and refused", (path, value) => {
  expect(() => refuseSensitiveMembers(value, "claims")).toThrow(
    expect.objectContaining({ code: "sensitive_member", option: path }),
  );
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
  "%j could not be kept by every database",
  (data) => {
    expect(() => checkData(data, MAX_DATA_BYTES)).toThrow(/databases refuse/);
  },
);
