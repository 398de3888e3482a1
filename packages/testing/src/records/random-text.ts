import { randomBytes } from "node:crypto";

/** Random characters of `A-Za-z0-9_-`, practically unique. */
export function randomText(length: number): string {
  return randomBytes(length).toString("base64url").slice(0, length);
}
