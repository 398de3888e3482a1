import type { JWK } from "jose";
import { base64url, encodeText } from "../base/bytes.ts";
import { SessionConfigError } from "../base/errors.ts";
import { type AccessAlgorithm, checkKey } from "./check-key.ts";
import { sha256Text } from "./hmac.ts";
import { isCanonical, toLowS } from "./is-canonical.ts";
import { MAX_TOKEN_LENGTH, parsePayload, type TokenCodec } from "./jws.ts";

/** Signs access tokens with a key pair, so that other services can verify but not issue them. */
export interface AccessKeyPair {
  readonly alg: AccessAlgorithm;
  /** Private JWK (RFC 7517): `OKP`/`Ed25519` for EdDSA, `EC`/`P-256` for ES256. Used to sign and verify. */
  readonly privateKey: JWK;
  /** Public JWKs of earlier pairs. Keep each until the tokens that it signed have expired. */
  readonly previous?: readonly JWK[] | undefined;
}

export interface AsymmetricCodec extends TokenCodec {
  /** The key set for `/.well-known/jwks.json`: public members only. */
  jwks(): { keys: JWK[] };
}

type VerifyKey = Awaited<ReturnType<typeof import("./jose.ts").importJWK>>;

interface LoadedKeys {
  sign(payload: Uint8Array): Promise<string>;
  verify(token: string): Promise<object | null>;
}

/**
 * JWS compact serialization with EdDSA or ES256, by jose, which is loaded at the first use. Throws `SessionConfigError`
 * for unusable keys.
 */
export function createAsymmetricCodec(pair: AccessKeyPair, typ: string): AsymmetricCodec {
  const { alg, privateKey, previous = [] } = pair;
  for (const jwk of [privateKey, ...previous]) checkKey(jwk, alg);
  if (!privateKey.d) {
    throw new SessionConfigError(
      "accessKeys.privateKey",
      "is a public key. Pass the private JWK, with its `d`.",
    );
  }
  const publicKeys = [privateKey, ...previous].map((jwk) => toPublicKey(jwk, alg));
  const headers = publicKeys.map(({ kid }) => encodeText(JSON.stringify({ alg, kid, typ })));
  const known = new Set(headers);
  if (known.size < headers.length) {
    throw new SessionConfigError("accessKeys.previous", "has a key with the kid of another one.");
  }
  let loading: Promise<LoadedKeys> | undefined;
  const load = (): Promise<LoadedKeys> => {
    loading ??= loadKeys(pair, typ, publicKeys, headers);
    return loading;
  };
  return {
    hasOwnHeader: (token) => known.has(token.slice(0, token.indexOf("."))),
    async sign(payload) {
      return (await load()).sign(new TextEncoder().encode(JSON.stringify(payload)));
    },
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH || !isCanonical(token, alg)) return null;
      return (await load()).verify(token);
    },
    jwks: () => ({ keys: publicKeys }),
  };
}

function toPublicKey(jwk: JWK, alg: AccessAlgorithm): JWK & { kid: string } {
  const { kty, crv, x, y } = jwk;
  // RFC 7638: the required members in lexicographic order.
  const thumbprint = JSON.stringify({ crv, kty, x, ...(y === undefined ? {} : { y }) });
  const kid = jwk.kid ?? sha256Text(thumbprint).slice(0, 16);
  return { kty, crv, x, ...(y === undefined ? {} : { y }), kid, alg, use: "sig" } as JWK & {
    kid: string;
  };
}

async function loadKeys(
  { alg, privateKey }: AccessKeyPair,
  typ: string,
  publicKeys: readonly (JWK & { kid: string })[],
  headers: readonly string[],
): Promise<LoadedKeys> {
  const jose = await import("./jose.ts");
  const { kty, crv, x, y, d } = privateKey;
  // Without `key_ops` and `ext`: WebCrypto rejects an import whose use they do not allow.
  const bare = { kty, crv, x, ...(y === undefined ? {} : { y }), d, alg } as JWK;
  const signingKey = await jose.importJWK(bare, alg);
  const verifyKeys = await Promise.all(publicKeys.map((jwk) => jose.importJWK(jwk, alg)));
  const byHeader = new Map<string, VerifyKey>(
    headers.map((header, index) => [header, verifyKeys[index] as VerifyKey]),
  );
  const header = { alg, kid: (publicKeys[0] as { kid: string }).kid, typ };
  return {
    async sign(payload) {
      const token = await new jose.CompactSign(payload).setProtectedHeader(header).sign(signingKey);
      return alg === "ES256" ? toLowS(token) : token;
    },
    async verify(token) {
      const key = byHeader.get(token.slice(0, token.indexOf(".")));
      if (!key) return null;
      try {
        const { payload } = await jose.compactVerify(token, key, { algorithms: [alg] });
        const [, encoded] = token.split(".");
        return base64url(payload) === encoded
          ? parsePayload(new TextDecoder().decode(payload))
          : null;
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    },
  };
}

/** Whether jose reports an invalid token. Other errors are system failures and are rethrown. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^ERR_(JWS|JWT|JOSE)/.test(code);
}
