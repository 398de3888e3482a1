import { decodeBase64 } from "./base64.ts";
import { hmac, isEqual } from "./mac.ts";

/**
 * Returns the value of `<value>.<signature>` if one of the secrets signed it, else null. The signature is the base64 of an
 * HMAC-SHA256: without padding as in `cookie-signature` (express-session), with padding as in better-auth.
 */
export function verifySignedValue(
  text: string,
  secrets: readonly string[],
  padding: "padded" | "unpadded",
): string | null {
  const dot = text.lastIndexOf(".");
  if (dot < 1) return null;
  const value = text.slice(0, dot);
  const signature = decodeBase64(text.slice(dot + 1) + (padding === "padded" ? "" : "="));
  if (!signature) return null;
  return secrets.some((secret) => isEqual(hmac("sha256", secret, value), signature)) ? value : null;
}
