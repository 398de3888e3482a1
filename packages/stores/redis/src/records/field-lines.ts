import { changeableFields, type SessionChanges, type SessionRecord } from "@sessionkit/core/store";

type Field = Exclude<keyof SessionRecord, "id">;

/**
 * The lines of a session after its first, in order. Append only: their places are in every database. `userId`,
 * `version` and the two ends are known to the scripts by place.
 */
export const FIELDS: readonly Field[] = [
  "userId",
  "version",
  "idleExpiresAt",
  "absoluteExpiresAt",
  "secretHash",
  "generation",
  "branch",
  "previousBranch",
  "rotatedAt",
  "renewedAt",
  "siblingsFrom",
  "siblingsHeld",
  "seenGeneration",
  "seenBranch",
  "firstSeenAt",
  "settledAt",
  "createdAt",
  "authenticatedAt",
  "previousAuthenticatedAt",
  "lastActiveAt",
  "idleSeconds",
  "remember",
  "ip",
  "userAgent",
  "data",
];

/** The number of a field's line, from 1 as Lua counts. */
export function lineOf(field: Field): number {
  return FIELDS.indexOf(field) + 2;
}

/** A line begins with the comma of the JSON list that all of them make, and has no line break in it. */
export function toLine(value: unknown): string {
  if (value instanceof Date) return `,${value.getTime()}`;
  if (typeof value === "boolean") return value ? ",1" : ",0";
  return `,${JSON.stringify(value)}`;
}

/** The numbers and texts of the lines that change, by turns. What an update may not change is left out. */
export function changedLines(changes: SessionChanges): (string | number)[] {
  const changeable: Partial<SessionRecord> = changeableFields(changes);
  return FIELDS.flatMap((field) => {
    const value = changeable[field];
    return value === undefined ? [] : [lineOf(field), toLine(value)];
  });
}
