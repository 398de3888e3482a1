import { constantTimeEqual, detach } from "../base/bytes.ts";
import { sha256Text } from "./hmac.ts";
import type { Key, KeyRing } from "./keys.ts";
import { createVerifiedTokens, type VerifiedTokensOptions } from "./verified-tokens.ts";

/** The contents of a session token. `secret` is the credential; the rest is public. */
interface SessionTokenParts {
  readonly id: string;
  readonly generation: number;
  readonly branch: number;
  /** 128 random bits, base64url, 22 characters. Does not change during the session. */
  readonly secret: string;
  /** In the cookie of an impersonation: the session token of the actor's own session, to return to it. Null otherwise. */
  readonly actorToken?: string | null | undefined;
}

/** A genuine session token: its MAC has been verified. */
export interface GenuineToken extends SessionTokenParts {
  readonly text: string;
  /** Hash of `secret`, as in the record. */
  readonly secretHash: string;
  /** Whether the newest key signed it. If false, the next response replaces it. */
  readonly current: boolean;
}

export interface SessionTokens {
  /** Deterministic: the same parts and signing key give the same token, byte for byte. */
  write(parts: SessionTokenParts): string;
  /** Null for a token that this server did not issue: another form, an unknown key, a wrong MAC. Never throws. */
  read(token: string): GenuineToken | null;
  /** Whether the token has the form that this server writes and a known key id. Does not verify its MAC. */
  hasOwnForm(token: string): boolean;
}

/**
 * `v1.<kid>.<id>.<generation>.<branch>.<secret>.<mac>`, every part in canonical form. In the cookie of an impersonation, the
 * actor's own token in the same form follows a `~`.
 */
const SHAPE =
  /^v1\.([\w-]{8})\.([\w-]{21})\.([1-9]\d{0,8})\.([1-9]\d{0,8})\.([\w-]{22})\.([\w-]{43})$/;
const MAX_LENGTH = 160;
const SEPARATOR = "~";

/** @param cache for tokens that are sent with every request; false if each is used once */
export function createSessionTokens(
  keys: KeyRing,
  cache: VerifiedTokensOptions | false = false,
): SessionTokens {
  const byKid = new Map<string, Key>(keys.all.map((key) => [key.kid, key]));
  const verified = createVerifiedTokens<GenuineToken>(cache);

  /** An actor's token must be genuine, too. */
  function verify(token: string): GenuineToken | null {
    const [own, actorToken] = splitToken(token);
    if (actorToken === null) return verifyOne(own);
    const genuine = verifyOne(own);
    const actor = verifyOne(actorToken);
    if (!genuine || !actor) return null;
    return { ...genuine, text: genuine.text + SEPARATOR + actor.text, actorToken: actor.text };
  }

  function verifyOne(token: string): GenuineToken | null {
    // A cached token must not keep the headers of its request in memory.
    const match = token.length > MAX_LENGTH ? null : SHAPE.exec(detach(token));
    // Text that is not ASCII is changed by `detach`.
    if (!match || match[0] !== token) return null;
    const [text, kid = "", id = "", generation, branch, secret = "", mac = ""] = match;
    const key = byKid.get(kid);
    if (!key) return null;
    const expected = key.mac(text.slice(0, text.length - 44));
    if (!constantTimeEqual(expected, mac)) return null;
    return {
      id,
      generation: Number(generation),
      branch: Number(branch),
      secret,
      secretHash: hashSecret(secret),
      text,
      current: key === keys.signing,
    };
  }

  return {
    write({ id, generation, branch, secret, actorToken = null }) {
      const body = `v1.${keys.signing.kid}.${id}.${generation}.${branch}.${secret}`;
      const own = `${body}.${keys.signing.mac(body)}`;
      return actorToken === null ? own : own + SEPARATOR + actorToken;
    },

    hasOwnForm: (token) =>
      splitToken(token).every(
        (part) =>
          part === null ||
          (part.length <= MAX_LENGTH && SHAPE.test(part) && byKid.has(part.slice(3, 11))),
      ),

    read(token) {
      if (token.length > 2 * MAX_LENGTH + SEPARATOR.length) return null;
      const known = verified.get(token);
      if (known) return known;
      const genuine = verify(token);
      if (genuine) verified.set(token, genuine);
      return genuine;
    },
  };
}

/** The token itself, and the actor's token behind it. */
function splitToken(token: string): [own: string, actorToken: string | null] {
  const at = token.indexOf(SEPARATOR);
  return at === -1 ? [token, null] : [token.slice(0, at), token.slice(at + SEPARATOR.length)];
}

/**
 * Reads the position of a session token without verifying it, at low cost. Null for another form. Use it only to ignore an
 * access token in the same request, never to accept a credential.
 */
export function peekPosition(
  token: string,
): { readonly id: string; readonly generation: number; readonly branch: number } | null {
  if (!token.startsWith("v1.") || token.charCodeAt(33) !== DOT) return null;
  const second = token.indexOf(".", 34);
  const third = token.indexOf(".", second + 1);
  const generation = Number(token.slice(34, second));
  const branch = Number(token.slice(second + 1, third));
  if (!Number.isSafeInteger(generation) || !Number.isSafeInteger(branch)) return null;
  return { id: token.slice(12, 33), generation, branch };
}

const DOT = 0x2e;

/** The hash of a secret for the record. 128 random bits need no slow hash (OWASP ASVS 6.5.2, NIST SP 800-63B 5.1.2). */
export function hashSecret(secret: string): string {
  return sha256Text(secret);
}

/** Whether the token belongs to the record with this hash. */
export function isSecretOf(token: GenuineToken, secretHash: string): boolean {
  return constantTimeEqual(token.secretHash, secretHash);
}
