import { randomBytes } from "node:crypto";

/** For a database or a key prefix that nobody else uses. */
export function freshName(): string {
  return `sessionkit_test_${randomBytes(8).toString("hex")}`;
}
