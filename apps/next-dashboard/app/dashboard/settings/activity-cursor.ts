import type { ActivityCursor } from "@sessionkit/core";

/** Where the page before ended, as it stands in an address. */
export function cursorText({ at, id }: ActivityCursor): string {
  return `${at.getTime()}.${id}`;
}

/** Null for what is not one. */
export function cursorFrom(text: string | null): ActivityCursor | null {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text ?? "") ?? [];
  return at && id ? { at: new Date(Number(at)), id } : null;
}
