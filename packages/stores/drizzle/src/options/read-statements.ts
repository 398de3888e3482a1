import { SessionConfigError } from "@sessionkit/core";

/** Throws `SessionConfigError` for what is neither. */
export function readStatements(value: unknown = "prepared"): "prepared" | "plain" {
  if (value === "prepared" || value === "plain") return value;
  throw new SessionConfigError(
    "statements",
    `expected "prepared" or "plain", got ${typeof value === "string" ? JSON.stringify(value) : typeof value}. Leave it out, unless a pool in between does not know prepared statements.`,
  );
}
