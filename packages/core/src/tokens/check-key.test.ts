import { base64url, exportJWK, generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { SECRET } from "../../test/service.ts";
import { createSessions } from "../index.ts";
import { createAsymmetricCodec } from "./asymmetric.ts";

describe("a key pair", () => {
  test("a public key, and a key that cannot sign access tokens, are refused at construction", async () => {
    const jwk = await exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey);
    const { d: _, ...open } = jwk;
    const create = (alg: "ES256" | "EdDSA", privateKey: object) => (): unknown =>
      createAsymmetricCodec({ alg, privateKey: privateKey as typeof jwk }, "at+jwt");
    expect(create("ES256", open)).toThrow(/accessKeys.privateKey/);
    expect(create("EdDSA", jwk)).toThrow(/kty "OKP"/);
    expect(create("ES256", { ...jwk, use: "enc" })).toThrow(/use "enc"/);
    expect(create("ES256", { ...jwk, key_ops: ["encrypt"] })).toThrow(/key_ops/);
    expect(create("ES256", { ...jwk, alg: "ES384" })).toThrow(/alg "ES384"/);
    expect(create("ES256", { ...jwk, x: jwk.y })).toThrow(/not a point/);
    expect(create("ES256", { ...jwk, x: "AAAA" })).toThrow(/32 bytes/);
    expect(create("ES256", jwk)).not.toThrow();
    const ed = await exportJWK(
      (await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true })).privateKey,
    );
    expect(create("EdDSA", ed)).not.toThrow();
    // 2 is the y of no point of Ed25519.
    const noPoint = base64url.encode(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 2 : 0)));
    expect(create("EdDSA", { ...ed, x: noPoint })).toThrow(/not a point/);
  });

  test("with two key_ops, a use of sig or an alg of its own is accepted", async () => {
    for (const [alg, crv] of [
      ["ES256", undefined],
      ["EdDSA", "Ed25519"],
    ] as const) {
      const pair = await generateKeyPair(alg, { extractable: true, ...(crv ? { crv } : {}) });
      const privateKey = {
        ...(await exportJWK(pair.privateKey)),
        use: "sig",
        key_ops: ["sign", "verify"],
        alg,
      };
      const sessions = createSessions({
        strategy: "jwt",
        secret: SECRET,
        accessKeys: { alg, privateKey },
      });
      const { tokens } = await sessions.create("ada");
      const request = {
        method: "GET",
        header: (name: string) =>
          name === "authorization" ? `Bearer ${tokens?.accessToken}` : null,
      };
      expect((await sessions.resolve(request)).status).toBe("authenticated");
    }
  });

  test("is refused at the construction of the service, and so is an earlier one", async () => {
    const jwk = await exportJWK((await generateKeyPair("ES256", { extractable: true })).privateKey);
    const { d: _, ...open } = jwk;
    for (const wrong of [
      { use: "enc" },
      { key_ops: ["encrypt"] },
      { alg: "ES384" },
      { crv: "P-384" },
      { y: jwk.x },
      { x: `${jwk.x}=` },
      { x: undefined },
    ]) {
      for (const accessKeys of [
        { alg: "ES256", privateKey: { ...jwk, ...wrong } },
        { alg: "ES256", privateKey: jwk, previous: [{ ...open, ...wrong }] },
      ])
        expect(() =>
          createSessions({ strategy: "jwt", secret: SECRET, accessKeys: accessKeys as never }),
        ).toThrow(
          expect.objectContaining({
            code: "session_config",
            option: expect.stringMatching(/^accessKeys/),
          }),
        );
    }
  });

  test("whose private part belongs to another public part is refused", async () => {
    for (const [alg, crv] of [
      ["ES256", undefined],
      ["EdDSA", "Ed25519"],
    ] as const) {
      const of = async () =>
        exportJWK(
          (await generateKeyPair(alg, { extractable: true, ...(crv ? { crv } : {}) })).privateKey,
        );
      const [one, other] = [await of(), await of()];
      const accessKeys = { alg, privateKey: { ...one, d: other.d } } as never;
      const issue = async () => {
        const sessions = createSessions({ strategy: "jwt", secret: SECRET, accessKeys });
        await sessions.create("ada");
      };
      await expect(issue()).rejects.toThrow();
    }
  });
});
