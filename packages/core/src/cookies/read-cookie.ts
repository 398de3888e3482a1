/** One cookie of a request: its value, null if it is missing, or `"duplicate"` if it occurs twice. */
export type CookieValue = { readonly value: string } | "duplicate" | null;

/**
 * Finds one cookie in a `Cookie` header by its exact, case-sensitive name (RFC 6265bis 5.6), without decoding or
 * unquoting. Trims only space and tab. The header may contain any other cookies or invalid pairs.
 */
export function readCookie(header: string, name: string): CookieValue {
  let found: string | null = null;
  for (let at = header.indexOf(name); at !== -1; at = header.indexOf(name, at + name.length)) {
    const equals = skipBlanks(header, at + name.length);
    if (header.charCodeAt(equals) !== EQUALS || !startsPair(header, at)) continue;
    if (found !== null) return "duplicate";
    const end = header.indexOf(";", equals);
    found = trimBlanks(header, equals + 1, end === -1 ? header.length : end);
  }
  return found === null ? null : { value: found };
}

const EQUALS = 0x3d;
const SEMICOLON = 0x3b;

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function startsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isBlank(header.charCodeAt(before))) before--;
  return before < 0 || header.charCodeAt(before) === SEMICOLON;
}

function skipBlanks(header: string, from: number): number {
  let at = from;
  while (isBlank(header.charCodeAt(at))) at++;
  return at;
}

/** Trims space and tab only: other white space, such as U+00A0, is part of the name. */
export function trimBlanks(header: string, from: number, to: number): string {
  const start = skipBlanks(header, from);
  let end = to;
  while (end > start && isBlank(header.charCodeAt(end - 1))) end--;
  return header.slice(start, end);
}
