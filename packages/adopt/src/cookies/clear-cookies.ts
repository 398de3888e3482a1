import type { SetCookie } from "@sessionkit/core";
import type { OldCookieOptions } from "./old-cookie.ts";
import { chunkNames } from "./read-chunks.ts";
import type { Cookies } from "./read-cookies.ts";

/** Returns the cookies that delete those of the request with one of these names, and their chunks. */
export function clearCookies(
  cookies: Cookies,
  names: readonly string[],
  attributes: OldCookieOptions,
): SetCookie[] {
  return names
    .flatMap((name) => chunkNames(cookies, name))
    .map((name) => deleteCookie(name, attributes));
}

/**
 * A browser deletes a cookie of the same name, domain, path and partition, and ignores a `Set-Cookie` that breaks the rules
 * of its prefix (RFC 6265bis, 4.1.3) or of `SameSite=None`. `Secure` is set only where it is required: a deletion without
 * it works over http, too.
 */
function deleteCookie(name: string, attributes: OldCookieOptions): SetCookie {
  const { path = "/", domain, sameSite = "lax", partitioned } = attributes;
  const isHost = name.startsWith("__Host-");
  const secure =
    attributes.secure ||
    isHost ||
    name.startsWith("__Secure-") ||
    sameSite === "none" ||
    partitioned === true;
  return {
    name,
    value: "",
    path: isHost ? "/" : path,
    ...(domain !== undefined && !isHost && { domain }),
    secure,
    sameSite,
    ...(partitioned && { partitioned }),
    httpOnly: true,
    maxAge: 0,
  };
}
