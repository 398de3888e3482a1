/// <reference lib="es2024.string" />
import { SessionConfigError } from "./errors.ts";

/** Whether every database can store the text: it has no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/** Throws `SessionConfigError` for an id that is not a string, is empty, or cannot be stored. */
export function checkId(id: unknown, option: string): string {
  if (typeof id === "string" && id !== "" && isStorable(id)) return id;
  throw new SessionConfigError(
    option,
    `expected a string that is not empty, got ${JSON.stringify(id) ?? typeof id}.`,
  );
}

/** A path with a further parameter in its query. */
export function withQuery(path: string, parameter: string): string {
  const [before = "", hash] = path.split("#", 2);
  return `${before}${before.includes("?") ? "&" : "?"}${parameter}${hash ? `#${hash}` : ""}`;
}
