import type { JWK } from "jose";
import { SessionConfigError } from "../base/errors.ts";
import { MAX_TOKEN_LENGTH, type TokenCodec } from "./jws.ts";

export type AccessAlgorithm = "EdDSA" | "ES256";

/** Signs access tokens with a key pair, so that other services can verify them and not make them. */
export interface AccessKeyPair {
  readonly alg: AccessAlgorithm;
  /** Private JWK (RFC 7517): `OKP`/`Ed25519` for EdDSA, `EC`/`P-256` for ES256. Signs and verifies. */
  readonly privateKey: JWK;
  /** Public JWKs of earlier pairs, which still verify until their tokens have run out. */
  readonly previous?: readonly JWK[];
}

export interface AsymmetricCodec extends TokenCodec {
  /** What `/.well-known/jwks.json` publishes: public members only. */
  jwks(): Promise<{ keys: JWK[] }>;
}

const SHAPE = {
  EdDSA: { kty: "OKP", crv: "Ed25519" },
  ES256: { kty: "EC", crv: "P-256" },
} as const;

interface Loaded {
  readonly signingKid: string;
  sign(payload: Uint8Array): Promise<string>;
  verify(token: string): Promise<object | null>;
  readonly publicKeys: JWK[];
}

/** JWS compact with EdDSA or ES256 through jose, which is loaded at the first use. */
export function createAsymmetricCodec(pair: AccessKeyPair, typ: string): AsymmetricCodec {
  for (const jwk of [pair.privateKey, ...(pair.previous ?? [])]) checkKey(jwk, pair.alg);
  if (!pair.privateKey.d) {
    throw new SessionConfigError(
      "accessKeys.privateKey",
      "is a public key. Pass the private JWK, with its `d`.",
    );
  }
  let loading: Promise<Loaded> | undefined;
  const load = (): Promise<Loaded> => {
    loading ??= loadKeys(pair, typ);
    return loading;
  };
  return {
    async sign(payload) {
      return (await load()).sign(new TextEncoder().encode(JSON.stringify(payload)));
    },
    async verify(token) {
      return token.length > MAX_TOKEN_LENGTH ? null : (await load()).verify(token);
    },
    async jwks() {
      return { keys: (await load()).publicKeys };
    },
  };
}

function checkKey(jwk: JWK, alg: AccessAlgorithm): void {
  const { kty, crv } = SHAPE[alg] ?? {};
  if (!kty)
    throw new SessionConfigError(
      "accessKeys.alg",
      `expected "EdDSA" or "ES256", got ${JSON.stringify(alg)}.`,
    );
  if (jwk?.kty !== kty || jwk.crv !== crv) {
    throw new SessionConfigError(
      "accessKeys",
      `${alg} takes JWKs with kty "${kty}" and crv "${crv}".`,
    );
  }
}

async function loadKeys(pair: AccessKeyPair, typ: string): Promise<Loaded> {
  const { alg } = pair;
  const jose = await import("jose");
  const publicKeys = await Promise.all([pair.privateKey, ...(pair.previous ?? [])].map(toPublic));

  async function toPublic(jwk: JWK): Promise<JWK> {
    const { kty, crv, x, y } = jwk;
    const bare = { kty, crv, x, ...(y === undefined ? {} : { y }) } as JWK;
    const kid = jwk.kid ?? (await jose.calculateJwkThumbprint(bare)).slice(0, 16);
    return { ...bare, kid, alg, use: "sig" };
  }

  const signingKey = await jose.importJWK({ ...pair.privateKey, alg }, alg);
  const signingKid = publicKeys[0]?.kid as string;
  const header = { alg, kid: signingKid, typ };
  const byHeader = new Map(
    await Promise.all(
      publicKeys.map(async (jwk) => {
        const exact = jose.base64url.encode(JSON.stringify({ alg, kid: jwk.kid, typ }));
        return [exact, await jose.importJWK(jwk, alg)] as const;
      }),
    ),
  );
  return {
    signingKid,
    publicKeys,
    sign: (payload) => new jose.CompactSign(payload).setProtectedHeader(header).sign(signingKey),
    async verify(token) {
      const key = byHeader.get(token.slice(0, token.indexOf(".")));
      if (!key) return null;
      try {
        const { payload } = await jose.compactVerify(token, key, { algorithms: [alg] });
        return JSON.parse(new TextDecoder().decode(payload)) as object;
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    },
  };
}

/** jose's word that the token is bad; anything else is a failing system and is passed on. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^ERR_(JWS|JWT|JOSE)/.test(code);
}
