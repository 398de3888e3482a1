const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

type Encoding = "base64url" | "latin1" | "utf8";

interface BufferConstructor {
  from(text: string, encoding: Encoding): { toString(encoding: Encoding): string };
}

/** Node's Buffer if available: four times as fast as the portable functions. */
const buffer = (globalThis as { readonly Buffer?: BufferConstructor }).Buffer;

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Base64url without padding (RFC 4648 5). */
export function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function encodeText(text: string): string {
  if (buffer) return buffer.from(text, "utf8").toString("base64url");
  return base64url(utf8(text));
}

/** Decodes base64url. Throws for a text of another alphabet. */
export function decodeBytes(encoded: string): Uint8Array<ArrayBuffer> {
  const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Decodes base64url to text. Does not check the alphabet: call it only after the signature has been verified. */
export function decodeText(encoded: string): string {
  if (buffer) return buffer.from(encoded, "base64url").toString("utf8");
  return decoder.decode(decodeBytes(encoded));
}

/** The number that bytes encode, the most significant one first. */
export function toBigInt(bytes: Iterable<number>): bigint {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number;
}

/** Compares in constant time for texts of equal length. The length of a signature is public. */
export function constantTimeEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++)
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

/** @returns `length` random bytes, as base64url. */
export function randomText(length: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(length)));
}

/**
 * Copies ASCII text into its own memory: a token is a slice of the request headers, and a slice keeps the whole string in
 * memory.
 */
export function detach(text: string): string {
  if (buffer) return buffer.from(text, "latin1").toString("latin1");
  return text.split(".").join(".");
}
