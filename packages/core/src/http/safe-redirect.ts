/** A base that no application uses: only path, query and fragment of the parsed URL are returned. */
const BASE = "http://redirect.invalid";
const MAX_LENGTH = 2_048;

/**
 * Returns `target` if it is a path on this origin that is safe in a `Location` header, else `fallback`. Refuses other origins
 * and schemes, `//`, backslashes and control characters; in the path, also if percent-encoded once or twice (CWE-601). Query
 * and fragment are not decoded.
 */
export function safeRedirect(target: string | null | undefined, fallback: string): string {
  if (!target || target.length > MAX_LENGTH) return fallback;
  const path = target.split(/[?#]/, 1)[0] as string;
  if (hasControlOrBackslash(target) || !decodings(path)?.every(isPlainPath)) return fallback;
  const url = new URL(target, BASE);
  return url.origin === BASE && isPlainPath(url.pathname)
    ? url.pathname + url.search + url.hash
    : fallback;
}

/** The text as given, decoded once and decoded twice; null if it cannot be decoded. */
function decodings(text: string): string[] | null {
  try {
    const once = decodeURIComponent(text);
    return [text, once, decodeURIComponent(once)];
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function isPlainPath(path: string): boolean {
  return path.startsWith("/") && !path.includes("//") && !hasControlOrBackslash(path);
}

function hasControlOrBackslash(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x20 || code === 0x7f || character === "\\") return true;
  }
  return false;
}
