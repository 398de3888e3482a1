import { randomBytes } from "node:crypto";

/** Characters of `A-Za-z0-9_-`: as good as never the same twice. */
export function randomText(length: number): string {
  return randomBytes(length).toString("base64url").slice(0, length);
}
