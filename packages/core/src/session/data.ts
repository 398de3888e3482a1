import { SessionConfigError } from "../base/errors.ts";
import { type JsonObject, normalizeObject, plainObject } from "../base/json.ts";
import { refuseSensitiveMembers } from "./sensitive-members.ts";

/** Store larger data in a table of the application, by session id. */
export const MAX_DATA_BYTES = 4_096;

/**
 * Returns a deeply frozen copy of session data. Throws `SessionConfigError` for a member that is not JSON or looks like a
 * secret, naming it, and for more than `maxBytes` as JSON.
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

/** Members to merge into the data (`undefined` removes one), or a function that returns the whole new data. */
export type DataChange = object | ((data: never) => object);

/** Returns the changed data. Throws as `checkData` does. */
export function changeData(before: JsonObject, change: DataChange, maxBytes: number): JsonObject {
  const changed: unknown =
    typeof change === "function" ? change(before as never) : mergeData(before, change);
  return checkData(changed, maxBytes);
}

/** Merges members into the data. A member that is `undefined` is removed. */
export function mergeData(before: object, changes: object): object {
  const members = Object.entries({ ...before, ...plainObject(changes, "data") });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
