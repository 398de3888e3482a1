import { base64url } from "jose";
import { expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
import { createHmacCodec } from "./jws.ts";
import { deriveKeys } from "./keys.ts";
import { createStatelessTokens, type StatelessClaims } from "./stateless-token.ts";

const NOW = Date.UTC(2026, 0, 1);
const names = { issuer: "https://app.example", audience: "https://app.example" };
const keys = deriveKeys([SECRET], "session");
const codec = createHmacCodec(keys, "rt+jwt");
const tokens = createStatelessTokens(codec, { ...names, cache: false });
const claims: StatelessClaims = {
  id: "V1StGXR8_Z5jdHi6B-myT",
  userId: "ada",
  createdAt: new Date(NOW),
  authenticatedAt: new Date(NOW),
  idleExpiresAt: new Date(NOW + 86_400_000),
  absoluteExpiresAt: new Date(NOW + 864_000_000),
  remember: true,
  data: { cart: { items: [1] } },
};

const token = tokens.sign(claims, NOW);
const part = (index: number): string => token.split(".")[index] as string;
const payload = JSON.parse(new TextDecoder().decode(base64url.decode(part(1))));

/** A payload under a genuine signature. */
function signText(text: string): string {
  const input = `${part(0)}.${base64url.encode(text)}`;
  return `${input}.${keys.signing.mac(input)}`;
}

test("reads back as it was signed, also after its end", () => {
  expect(tokens.read(token)).toEqual(claims);
  const old = { ...claims, idleExpiresAt: new Date(NOW - 1_000) };
  expect(tokens.read(tokens.sign(old, NOW))).toEqual(old);
  expect(signText(JSON.stringify(payload))).toBe(token);
});

test("what the cache returns cannot be changed at any depth", () => {
  const cached = createStatelessTokens(codec, { ...names, cache: {} });
  for (let time = 0; time < 2; time++) {
    const data = cached.read(token)?.data as { cart: { items: number[] } };
    expect(() => data.cart.items.push(2)).toThrow(TypeError);
  }
});

test.each([
  ["no JSON", "not json"],
  ["a list", "[]"],
  ["null", "null"],
  ["a text", '"ada"'],
  ["nothing", ""],
  ["white space", JSON.stringify(payload).replace(",", ", ")],
  ["a member twice", JSON.stringify(payload).replace('"sub":"ada"', '"sub":"eve","sub":"ada"')],
  ["a time before which it is not valid", JSON.stringify({ ...payload, nbf: 1 })],
  ["an unknown member", JSON.stringify({ ...payload, role: "admin" })],
  ["a user that is no text", JSON.stringify({ ...payload, sub: { id: "ada" } })],
  ["an end that is no integer", JSON.stringify({ ...payload, exp: 1e9 + 0.5 })],
  ["no end", JSON.stringify({ ...payload, exp: undefined })],
  ["another issuer", JSON.stringify({ ...payload, iss: "https://evil.example" })],
  ["another audience", JSON.stringify({ ...payload, aud: ["https://app.example"] })],
  ["remembered as a number", JSON.stringify({ ...payload, rem: 1 })],
])("%s under a genuine signature is refused, and does not throw", (_, text) => {
  expect(tokens.read(signText(text))).toBeNull();
});

test("an access token, another purpose and another spelling are refused", () => {
  const access = createHmacCodec(deriveKeys([SECRET], "access"), "at+jwt").sign(payload);
  const otherType = createHmacCodec(keys, "at+jwt").sign(payload);
  for (const other of [access, otherType, `${token}=`, `${token} `, ` ${token}`, "", ".", ".."])
    expect(tokens.read(other)).toBeNull();
  expect(tokens.hasOwnForm(token)).toBe(true);
  expect(tokens.hasOwnForm(access)).toBe(false);
  expect(tokens.hasOwnForm(otherType)).toBe(false);
});
