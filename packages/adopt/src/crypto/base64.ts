/**
 * Decodes base64url without padding (RFC 4648, section 5). Returns null for text that another text would also stand for,
 * such as one with unused bits, so that each credential has one form.
 */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}

/** Decodes base64 with padding, under the same rule. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
