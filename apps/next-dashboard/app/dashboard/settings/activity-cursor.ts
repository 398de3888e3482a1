import type { ActivityCursor } from "@sessionkit/core";

/** A cursor as text for a query parameter. */
export function cursorText({ at, id }: ActivityCursor): string {
  return `${at.getTime()}.${id}`;
}

/** Parses a cursor. The result is null for any other text. */
export function cursorFrom(text: string | null): ActivityCursor | null {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text ?? "") ?? [];
  return at && id ? { at: new Date(Number(at)), id } : null;
}
