/** The names and decoded values of a `Cookie` header. Null for a name with several different values. */
export type Cookies = ReadonlyMap<string, string | null>;

/**
 * Parses a `Cookie` header (RFC 6265bis, 5.6). Values are percent-decoded, as the `cookie` package encodes them; a value
 * that cannot be decoded is left out. The order of equal names says nothing about which one the application has set, so
 * different values under one name are unusable.
 */
export function readCookies(header: string | null | undefined): Cookies {
  const cookies = new Map<string, string | null>();
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 1) continue;
    const name = trimBlanks(pair.slice(0, equals));
    const value = decode(trimBlanks(pair.slice(equals + 1)));
    if (value === null) continue;
    const isAmbiguous = cookies.has(name) && cookies.get(name) !== value;
    cookies.set(name, isAmbiguous ? null : value);
  }
  return cookies;
}

/** Space and tab only: other white space is part of the name. */
function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function decode(value: string): string | null {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
