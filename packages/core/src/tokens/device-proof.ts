import { base64url, decodeBytes, decodeText } from "../base/bytes.ts";
import { sha256Text } from "./hmac.ts";

/** A public key of a browser, with the members that verifying needs and no others (RFC 7517, RFC 7518). */
export type DeviceKey =
  | { readonly kty: "EC"; readonly crv: "P-256"; readonly x: string; readonly y: string }
  | { readonly kty: "RSA"; readonly n: string; readonly e: string };

/** A proof that a browser holds a key (DBSC): a JWS in compact form, read and not verified. */
export interface DeviceProof {
  readonly alg: "ES256" | "RS256";
  /** The challenge that was signed. */
  readonly challenge: string;
  /** The key that the proof itself names: at a registration. Null if it names none. */
  readonly key: DeviceKey | null;
  readonly signed: string;
  readonly signature: string;
}

/** The algorithms that are offered, as in the offer header. */
export const DEVICE_ALGORITHMS = "ES256 RS256";

const ALGORITHMS = {
  ES256: { kty: "EC", webCrypto: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } },
  RS256: { kty: "RSA", webCrypto: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } },
} as const;

const MAX_LENGTH = 8_192;
const JWS = /^([\w-]{1,4096})\.([\w-]{1,4096})\.([\w-]{1,1024})$/;
/** Base64url of 32 bytes. */
const COORDINATE = /^[\w-]{43}$/;
/** Base64url of 2,048 to 4,096 bits. */
const MODULUS = /^[\w-]{342,683}$/;
/** 3 and 65,537 are in use; no exponent has more than 32 bits. */
const EXPONENT = /^[\w-]{2,6}$/;

/**
 * Reads a proof. Null for anything else than a JWS of type `dbsc+jwt` that is signed with ES256 or RS256. Members of the
 * payload other than `jti` are ignored: browsers add some, such as `aud`. Never throws because of client input.
 *
 * @param value of the header: a token, or a string in quotes (RFC 8941)
 */
export function readDeviceProof(value: string): DeviceProof | null {
  const token = unquote(value);
  const match = token.length > MAX_LENGTH ? null : JWS.exec(token);
  if (!match) return null;
  const [, head, body, signature] = match as unknown as [string, string, string, string];
  const header = readObject(head);
  const payload = readObject(body);
  if (header?.typ !== "dbsc+jwt" || (header.alg !== "ES256" && header.alg !== "RS256")) return null;
  if (typeof payload?.jti !== "string" || header.crit !== undefined) return null;
  const key = header.jwk === undefined ? null : readDeviceKey(header.jwk);
  if (header.jwk !== undefined && !(key && fits(header.alg, key))) return null;
  return { alg: header.alg, challenge: payload.jti, key, signed: `${head}.${body}`, signature };
}

/** Whether the key made the signature of a proof. False for a key of another kind, and for one that is no valid key. */
export async function verifyDeviceProof(
  { alg, signed, signature }: DeviceProof,
  key: DeviceKey,
): Promise<boolean> {
  if (!fits(alg, key)) return false;
  const bytes = bytesOf(signature);
  if (bytes === null || (alg === "ES256" && bytes.length !== 64)) return false;
  const { webCrypto } = ALGORITHMS[alg];
  try {
    const imported = await crypto.subtle.importKey("jwk", { ...key }, webCrypto, false, ["verify"]);
    const text = new TextEncoder().encode(signed);
    return await crypto.subtle.verify(webCrypto, imported, bytes, text);
  } catch (error) {
    // A point that is not on the curve, and other keys that WebCrypto rejects.
    if (error instanceof Error) return false;
    throw error;
  }
}

/** The members of a public key that are needed. Null for a private key, another kind, or sizes that are not accepted. */
export function readDeviceKey(value: unknown): DeviceKey | null {
  if (typeof value !== "object" || value === null || "d" in value) return null;
  const { kty, crv, x, y, n, e } = value as Record<string, unknown>;
  if (kty === "EC" && crv === "P-256" && isText(x, COORDINATE) && isText(y, COORDINATE))
    return { kty, crv, x, y };
  if (kty === "RSA" && isText(n, MODULUS) && isText(e, EXPONENT)) return { kty, n, e };
  return null;
}

/** The thumbprint of a key (RFC 7638), base64url, 43 characters. */
export function thumbprintOf(key: DeviceKey): string {
  const known = thumbprints.get(key);
  if (known !== undefined) return known;
  const thumbprint = sha256Text(
    JSON.stringify(
      key.kty === "EC"
        ? { crv: key.crv, kty: key.kty, x: key.x, y: key.y }
        : { e: key.e, kty: key.kty, n: key.n },
    ),
  );
  thumbprints.set(key, thumbprint);
  return thumbprint;
}

const thumbprints = new WeakMap<DeviceKey, string>();

/** A token or a string of a structured field (RFC 8941), without its quotes. */
export function unquote(value: string): string {
  const text = value.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function fits(alg: DeviceProof["alg"], { kty }: DeviceKey): boolean {
  return ALGORITHMS[alg].kty === kty;
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

function readObject(encoded: string): Record<string, unknown> | null {
  const value = unlessInvalid((): unknown => JSON.parse(decodeText(encoded)));
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Null for a second spelling of the same bytes. */
function bytesOf(encoded: string): Uint8Array<ArrayBuffer> | null {
  const bytes = unlessInvalid(() => decodeBytes(encoded));
  return bytes && base64url(bytes) === encoded ? bytes : null;
}

function unlessInvalid<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
