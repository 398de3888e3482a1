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

interface LoadedKeys {
  readonly jose: Pick<typeof import("./jose.ts"), "CompactSign" | "compactVerify">;
  readonly signing: ImportedKey;
  /** By the encoded header of their tokens. */
  readonly verifying: ReadonlyMap<string, ImportedKey>;
}

type ImportedKey = Awaited<ReturnType<typeof import("./jose.ts").importJWK>>;

type PublicKey = JWK & { readonly kid: string };

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
  const [{ kid }] = publicKeys as [PublicKey];
  const header = { alg, kid, typ };
  const known = new Map(
    publicKeys.map((jwk) => [encodeText(JSON.stringify({ ...header, kid: jwk.kid })), jwk]),
  );
  if (known.size < publicKeys.length) {
    throw new SessionConfigError("accessKeys.previous", "has a key with the kid of another one.");
  }
  let loading: Promise<LoadedKeys> | undefined;
  const load = (): Promise<LoadedKeys> => {
    loading ??= loadKeys(pair, known);
    return loading;
  };
  return {
    hasOwnHeader: (token) => known.has(headerOf(token)),
    async sign(payload) {
      const { jose, signing } = await load();
      const bytes = new TextEncoder().encode(JSON.stringify(payload));
      const token = await new jose.CompactSign(bytes).setProtectedHeader(header).sign(signing);
      return alg === "ES256" ? toLowS(token) : token;
    },
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH || !isCanonical(token, alg)) return null;
      const { jose, verifying } = await load();
      const key = verifying.get(headerOf(token));
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
    jwks: () => ({ keys: publicKeys }),
  };
}

function headerOf(token: string): string {
  return token.slice(0, token.indexOf("."));
}

function toPublicKey({ kty, crv, x, y, ...jwk }: JWK, alg: AccessAlgorithm): PublicKey {
  const point = y === undefined ? { x } : { x, y };
  // RFC 7638: the required members in lexicographic order.
  const kid = jwk.kid ?? sha256Text(JSON.stringify({ crv, kty, ...point })).slice(0, 16);
  return { kty, crv, ...point, kid, alg, use: "sig" } as PublicKey;
}

async function loadKeys(
  { alg, privateKey }: AccessKeyPair,
  known: ReadonlyMap<string, PublicKey>,
): Promise<LoadedKeys> {
  const { CompactSign, compactVerify, importJWK } = await import("./jose.ts");
  const { kty, crv, x, y, d } = privateKey;
  // Without `key_ops` and `ext`: WebCrypto rejects an import whose use they do not allow.
  const bare = { kty, crv, x, ...(y === undefined ? {} : { y }), d, alg } as JWK;
  const verifying = await Promise.all(
    [...known].map(async ([header, jwk]) => [header, await importJWK(jwk, alg)] as const),
  );
  const signing = await importJWK(bare, alg);
  return { jose: { CompactSign, compactVerify }, signing, verifying: new Map(verifying) };
}

/** Whether jose reports an invalid token. Other errors are system failures and are rethrown. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^ERR_(JWS|JWT|JOSE)/.test(code);
}
