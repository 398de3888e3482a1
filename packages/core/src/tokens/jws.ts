import { constantTimeEqual, decodeText, encodeText } from "../base/bytes.ts";
import type { Key, KeyRing } from "./keys.ts";

/** Signs and verifies one type of token. A codec over asymmetric keys is asynchronous, this package's own is not. */
export interface TokenCodec {
  sign(payload: object): string | Promise<string>;
  /** The payload, or null for whatever this codec did not sign. Looks at no claim. Never throws. */
  verify(token: string): object | null | Promise<object | null>;
}

export interface SyncTokenCodec extends TokenCodec {
  sign(payload: object): string;
  verify(token: string): object | null;
}

/** Longer tokens are refused unread. */
export const MAX_TOKEN_LENGTH = 8_192;

/**
 * JWS compact serialization with HS256 (RFC 7515). The header is compared, not interpreted: a token verifies only
 * under the exact header this server writes, so that no `alg`, `kid`, `crit`, `b64`, `jwk` or `zip` of anybody else
 * is ever obeyed (RFC 8725 3.1).
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

    verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) return null;
      const first = token.indexOf(".");
      const last = token.lastIndexOf(".");
      if (first === -1 || first === last) return null;
      const key = byHeader.get(token.slice(0, first));
      if (!key) return null;
      if (!constantTimeEqual(key.mac(token.slice(0, last)), token.slice(last + 1))) return null;
      return JSON.parse(decodeText(token.slice(first + 1, last))) as object;
    },
  };
}
