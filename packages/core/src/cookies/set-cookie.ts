import { SessionConfigError } from "../base/errors.ts";
import type { CookieSpec } from "./cookie-policy.ts";
import { trimBlanks } from "./read-cookie.ts";

/** A cookie to set, or to delete if `maxAge` is 0. `maxAge` is in seconds; null: the cookie ends with the browser. */
export interface SetCookie extends CookieSpec {
  readonly value: string;
  readonly httpOnly: true;
  readonly maxAge: number | null;
  /**
   * On the session cookie of a sign-in: offers the browser to bind the session to a key. `cookieHeaders` writes it as the
   * header `Secure-Session-Registration` of the same response.
   */
  readonly registration?: string | undefined;
}

/** Browsers silently drop larger cookies (RFC 6265bis 5.6). */
const MAX_BYTES = 4_096;

/** Browsers cap the age of a cookie here (RFC 6265bis 5.5). In seconds. */
const MAX_AGE = 400 * 86_400;

/** Whether a browser stores the cookie: at most 4,096 bytes of name and value. */
export function fitsCookie(spec: CookieSpec, value: string): boolean {
  return spec.name.length + value.length <= MAX_BYTES;
}

/**
 * @param maxAge seconds, capped at 400 days, or null for a cookie that ends with the browser. Throws
 * `SessionConfigError` above 4,096 bytes of name and value.
 */
export function setCookie(spec: CookieSpec, value: string, maxAge: number | null): SetCookie {
  if (!fitsCookie(spec, value)) {
    throw new SessionConfigError(
      "claims",
      `the cookie ${spec.name} would take ${spec.name.length + value.length} bytes and browsers drop it above ${MAX_BYTES}. Put less into claims and session data.`,
      "cookie_too_large",
    );
  }
  return {
    ...spec,
    value,
    httpOnly: true,
    maxAge: maxAge === null ? null : Math.min(MAX_AGE, Math.max(1, Math.floor(maxAge))),
  };
}

/** Deletes what `setCookie` set: a browser deletes a cookie only if name, path and prefix rules match. */
export function deleteCookie(spec: CookieSpec): SetCookie {
  return { ...spec, value: "", httpOnly: true, maxAge: 0 };
}

/** @returns the value of one `Set-Cookie` header. */
export function serializeCookie(cookie: SetCookie): string {
  const age =
    cookie.maxAge === null
      ? ""
      : cookie.maxAge === 0
        ? "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
        : `; Max-Age=${cookie.maxAge}`;
  const domain = cookie.domain === undefined ? "" : `; Domain=${cookie.domain}`;
  return `${cookie.name}=${cookie.value}${domain}; Path=${cookie.path}${age}; ${flagsOf(cookie)}`;
}

/**
 * The attributes of a cookie of one host, without its age. A browser compares them with those of its cookie to decide whether a
 * device-bound session needs a refresh.
 */
export function attributesOf(spec: CookieSpec): string {
  return `Path=${spec.path}; ${flagsOf(spec)}`;
}

function flagsOf({ secure, sameSite, partitioned }: CookieSpec): string {
  return `HttpOnly${secure ? "; Secure" : ""}; SameSite=${SAME_SITE[sameSite]}${partitioned ? "; Partitioned" : ""}`;
}

/** The values of `SameSite` as a header spells them. */
export const SAME_SITE = { lax: "Lax", strict: "Strict", none: "None" } as const;

/**
 * Returns a request's `Cookie` header as if the browser had already applied `changes`. A proxy forwards it, so that the
 * application behind it sees the refreshed session.
 */
export function applyToCookieHeader(
  header: string | null | undefined,
  changes: readonly SetCookie[],
): string {
  const changed = new Set(changes.map((cookie) => cookie.name));
  const kept = (header ?? "")
    .split(";")
    .map((pair) => trimBlanks(pair, 0, pair.length))
    .filter((pair) => pair !== "" && !changed.has(nameOf(pair)));
  const added = changes
    .filter((cookie) => cookie.maxAge !== 0)
    .map((cookie) => `${cookie.name}=${cookie.value}`);
  return [...kept, ...added].join("; ");
}

function nameOf(pair: string): string {
  const equals = pair.indexOf("=");
  return trimBlanks(pair, 0, equals === -1 ? pair.length : equals);
}
