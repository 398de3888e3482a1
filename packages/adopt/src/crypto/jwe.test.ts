import { CompactEncrypt } from "jose";
import { expect, test } from "vitest";
import { type ContentEncryption, decryptJwe } from "./jwe.ts";

const keys = { A256GCM: Buffer.alloc(32, 7), "A256CBC-HS512": Buffer.alloc(64, 7) } as const;

function encrypt(
  enc: ContentEncryption,
  header: object = {},
  text = '{"sub":"ada"}',
): Promise<string> {
  return new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: "dir", enc, ...header })
    .encrypt(keys[enc]);
}

const open = (token: string, enc: ContentEncryption) => decryptJwe(token, enc, () => [keys[enc]]);

test.each(["A256GCM", "A256CBC-HS512"] as const)("%s: a token is decrypted", async (enc) => {
  expect(open(await encrypt(enc), enc)).toEqual({ sub: "ada" });
  expect(
    decryptJwe(await encrypt(enc, { kid: "one" }), enc, (id) => (id === "one" ? [keys[enc]] : [])),
  ).toEqual({ sub: "ada" });
  expect(decryptJwe(await encrypt(enc), enc, () => [])).toBeNull();
});

test.each(["A256GCM", "A256CBC-HS512"] as const)("%s: any other content is null", async (enc) => {
  for (const text of ["[1]", "null", '"ada"', "{", ""]) {
    expect(open(await encrypt(enc, {}, text), enc)).toBeNull();
  }
  const other = enc === "A256GCM" ? "A256CBC-HS512" : "A256GCM";
  expect(open(await encrypt(other), enc)).toBeNull();
});

test.each([
  ["another algorithm", { alg: "A256KW", enc: "A256GCM" }],
  ["another encryption", { alg: "dir", enc: "A256CBC-HS512" }],
  ["compression", { alg: "dir", enc: "A256GCM", zip: "DEF" }],
  ["extensions", { alg: "dir", enc: "A256GCM", crit: ["b64"], b64: false }],
  ["no algorithm", { enc: "A256GCM" }],
])("a header with %s is refused before the key is used", async (_, header) => {
  const rest = (await encrypt("A256GCM")).split(".").slice(1);
  const token = [Buffer.from(JSON.stringify(header)).toString("base64url"), ...rest].join(".");
  const used = () => {
    throw new Error("the key was used");
  };
  expect(decryptJwe(token, "A256GCM", used)).toBeNull();
});
