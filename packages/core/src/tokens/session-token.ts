import { constantTimeEqual, detached } from "../base/bytes.ts";
import { sha256Text } from "./hmac.ts";
import type { Key, KeyRing } from "./keys.ts";
import { createVerifiedTokens, type VerifiedTokensOptions } from "./verified-tokens.ts";

/** What a session token says. `secret` is the credential; the rest is public. */
export interface SessionTokenParts {
  readonly id: string;
  readonly generation: number;
  readonly branch: number;
  /** 128 random bits, base64url, 22 characters. Lives as long as the session. */
  readonly secret: string;
}

/** A token of ours that somebody presented. */
export interface PresentedToken extends SessionTokenParts {
  readonly text: string;
  /** What a store keeps of `secret`. */
  readonly secretHash: string;
  /** Signed by the newest key; another is due for writing anew. */
  readonly current: boolean;
}

export interface SessionTokens {
  /** Deterministic: the same parts give the same token, byte for byte, while the signing key is the same. */
  write(parts: SessionTokenParts): string;
  /** Null for whatever this server did not make: another shape, an unknown key, a wrong signature. Never throws. */
  read(token: string): PresentedToken | null;
}

/** `v1.<kid>.<id>.<generation>.<branch>.<secret>.<mac>`, every part in its only canonical form. */
const SHAPE =
  /^v1\.([\w-]{8})\.([\w-]{21})\.([1-9]\d{0,8})\.([1-9]\d{0,8})\.([\w-]{22})\.([\w-]{43})$/;
const MAX_LENGTH = 160;

/** @param cache for tokens that come with every request; false where one comes once */
export function createSessionTokens(
  keys: KeyRing,
  cache: VerifiedTokensOptions | false = false,
): SessionTokens {
  const byKid = new Map<string, Key>(keys.all.map((key) => [key.kid, key]));
  const verified = cache === false ? null : createVerifiedTokens<PresentedToken>(cache);

  function verify(token: string): PresentedToken | null {
    const match = SHAPE.exec(token);
    if (!match) return null;
    const [, kid, id, generation, branch, secret, mac] = match as unknown as string[] & {
      length: 7;
    };
    const key = byKid.get(kid as string);
    if (!key) return null;
    const expected = key.mac(token.slice(0, token.length - 44));
    if (!constantTimeEqual(expected, mac as string)) return null;
    return {
      id: id as string,
      generation: Number(generation),
      branch: Number(branch),
      secret: secret as string,
      secretHash: hashSecret(secret as string),
      text: token,
      current: key === keys.signing,
    };
  }

  return {
    write({ id, generation, branch, secret }) {
      const body = `v1.${keys.signing.kid}.${id}.${generation}.${branch}.${secret}`;
      return `${body}.${keys.signing.mac(body)}`;
    },

    read(token) {
      if (token.length > MAX_LENGTH) return null;
      const known = verified?.get(token);
      if (known) return known;
      if (!verified) return verify(token);
      const own = detached(token);
      // Whatever is not ASCII has become something else.
      const presented = own === token ? verify(own) : null;
      if (presented) verified.offer(own, presented);
      return presented;
    },
  };
}

/** What a store keeps of a secret. 128 random bits need no slow hash (OWASP ASVS 6.5.2, NIST SP 800-63B 5.1.2). */
export function hashSecret(secret: string): string {
  return sha256Text(secret);
}

/** Whether the token belongs to the row that keeps this hash. */
export function isSecretOf(presented: PresentedToken, secretHash: string): boolean {
  return constantTimeEqual(presented.secretHash, secretHash);
}
