import { SessionConfigError } from "../base/errors.ts";
import { isStorable } from "../base/text.ts";

const MAX_LENGTH = 100;

/** Control characters, line separators, and marks that change the direction of the text after them. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Returns the label of a session. Throws `SessionConfigError` for one that cannot be stored and shown in a line. */
export function checkLabel(label: unknown, mode: string): string | null {
  if (label === null) return null;
  if (mode === "stateless") throw refuse("is for the list of sessions, which needs a store.");
  if (typeof label !== "string" || label.trim() === "")
    throw refuse("expected text that is not empty, or null for none.");
  if (label.length > MAX_LENGTH)
    throw refuse(`takes ${label.length} characters and may take ${MAX_LENGTH}.`);
  if (CONTROLS.test(label) || !isStorable(label))
    throw refuse("has control characters or lone surrogates, which a list cannot show.");
  return label;
}

function refuse(message: string): SessionConfigError {
  return new SessionConfigError("label", message);
}
