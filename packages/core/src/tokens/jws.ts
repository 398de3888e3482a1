import { constantTimeEqual, decodeText, encodeText } from "../base/bytes.ts";
import type { Key, KeyRing } from "./keys.ts";

/** Signs and verifies one type of token. Asynchronous with asymmetric keys, synchronous with the secret. */
export interface TokenCodec {
  sign(payload: object): string | Promise<string>;
  /** Returns the payload, or null for a token that this codec did not sign. Does not check claims. Never throws. */
  verify(token: string): object | null | Promise<object | null>;
  /** Whether the token has exactly the header that this codec writes. Does not verify its signature. */
  hasOwnHeader(token: string): boolean;
}

export interface SyncTokenCodec extends TokenCodec {
  sign(payload: object): string;
  verify(token: string): object | null;
}

/** Longer tokens are refused before they are decoded. In characters. */
export const MAX_TOKEN_LENGTH = 8_192;

/**
 * JWS compact serialization with HS256 (RFC 7515). The header is compared and never interpreted: it must be exactly the one
 * that this server writes. A foreign `alg`, `kid`, `crit`, `b64`, `jwk` or `zip` therefore has no effect (RFC 8725 3.1).
 */
export function createHmacCodec(keys: KeyRing, typ: string): SyncTokenCodec {
  const headerOf = (key: Key): string =>
    encodeText(JSON.stringify({ alg: "HS256", kid: key.kid, typ }));
  const byHeader = new Map<string, Key>(keys.all.map((key) => [headerOf(key), key]));
  const signingHeader = headerOf(keys.signing);
  return {
    sign(payload) {
      const input = `${signingHeader}.${encodeText(JSON.stringify(payload))}`;
      return `${input}.${keys.signing.mac(input)}`;
    },

    hasOwnHeader: (token) => byHeader.has(token.slice(0, token.indexOf("."))),

    verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) return null;
      const first = token.indexOf(".");
      const last = token.lastIndexOf(".");
      if (first === -1 || first === last) return null;
      const key = byHeader.get(token.slice(0, first));
      if (!key) return null;
      if (!constantTimeEqual(key.mac(token.slice(0, last)), token.slice(last + 1))) return null;
      return parsePayload(decodeText(token.slice(first + 1, last)));
    },
  };
}

/**
 * Parses a payload. Null for text that this server does not write: not a JSON object, with white space, or with a duplicate
 * member.
 */
export function parsePayload(text: string): object | null {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return null;
  return JSON.stringify(payload) === text ? payload : null;
}
