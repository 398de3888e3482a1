import { SessionConfigError } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import { refuseSensitiveMembers } from "./sensitive-members.ts";
import { isStorable } from "../base/text.ts";

/** Larger data belongs in a table of the application's own, by session id. */
export const MAX_DATA_BYTES = 4_096;

/**
 * A copy of session data as it will come back from a store. Throws `SessionConfigError` for what is not a JSON object,
 * takes more than `maxBytes` as JSON, or has a member named like a secret.
 */
export function checkData(data: unknown, maxBytes: number): JsonObject {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new SessionConfigError("data", "expected a JSON object.");
  }
  const text = JSON.stringify(data);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxBytes) {
    throw new SessionConfigError(
      "data",
      `takes ${bytes} bytes as JSON and may take ${maxBytes}. Keep an id here and the rest in a table.`,
    );
  }
  const copy = JSON.parse(text) as JsonObject;
  refuseSensitiveMembers(copy, "data");
  refuseUnstorable(copy);
  return copy;
}

function refuseUnstorable(value: unknown): void {
  if (typeof value === "string" && !isStorable(value)) {
    throw new SessionConfigError(
      "data",
      "has text with a NUL or half a character, which databases refuse. Clean it first.",
    );
  }
  if (typeof value !== "object" || value === null) return;
  for (const [member, inner] of Object.entries(value)) {
    refuseUnstorable(member);
    refuseUnstorable(inner);
  }
}
