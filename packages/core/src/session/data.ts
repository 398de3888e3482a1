import { SessionConfigError } from "../base/errors.ts";
import { type JsonObject, normalizeObject } from "../base/json.ts";
import { refuseSensitiveMembers } from "./sensitive-members.ts";

/** Larger data belongs in a table of the application's own, by session id. */
export const MAX_DATA_BYTES = 4_096;

/**
 * Session data as every store returns it: a deeply frozen copy. Throws `SessionConfigError` naming the member for what is
 * not JSON or looks like a secret, and for more than `maxBytes` as JSON.
 */
export function checkData(data: unknown, maxBytes: number): JsonObject {
  const copy = normalizeObject(data, "data");
  refuseSensitiveMembers(copy, "data");
  const bytes = new TextEncoder().encode(JSON.stringify(copy)).length;
  if (bytes > maxBytes) {
    throw new SessionConfigError(
      "data",
      `takes ${bytes} bytes as JSON and may take ${maxBytes}. Keep an id here and the rest in a table.`,
    );
  }
  return copy;
}

/** What of the new members is left after those that are `undefined` are removed: how a merge removes a member. */
export function mergeData(before: object, changes: object): object {
  const merged = { ...before, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
