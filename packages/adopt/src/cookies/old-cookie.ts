import { SessionConfigError } from "@sessionkit/core";
import { checkNames } from "@sessionkit/core/store";

/** The cookie of the old library: its name, and the attributes that a browser needs to delete it. */
export interface OldCookieOptions {
  /** As in the browser, with the prefix `__Secure-` or `__Host-` if it has one. */
  readonly name?: string | undefined;
  /** Default `/`. */
  readonly path?: string | undefined;
  /** Set it if the old cookie was set with it. */
  readonly domain?: string | undefined;
  /**
   * For a library with two default names: true reads only the one with the prefix `__Secure-`, false only the other one.
   * Default: both, the prefixed one first.
   */
  readonly secure?: boolean | undefined;
  readonly sameSite?: "lax" | "strict" | "none" | undefined;
  readonly partitioned?: boolean | undefined;
}

export interface OldCookie {
  /** In the order of precedence. */
  readonly names: readonly string[];
  readonly attributes: OldCookieOptions;
}

/** Returns the cookie with its default names. A string is a name. Throws `SessionConfigError` for a wrong option. */
export function readOldCookie(
  option: string | OldCookieOptions | undefined,
  defaultNames: readonly string[],
): OldCookie {
  const attributes = typeof option === "string" ? { name: option } : (option ?? {});
  checkNames(attributes, ATTRIBUTES, "cookie");
  const { name, secure } = attributes;
  for (const member of ["secure", "partitioned"] as const)
    check(member, attributes[member], "boolean");
  for (const member of ["path", "domain"] as const) check(member, attributes[member], "string");
  if (attributes.sameSite !== undefined && !SAME_SITE.includes(attributes.sameSite)) {
    throw new SessionConfigError(
      "cookie.sameSite",
      `expected "lax", "strict" or "none", got ${JSON.stringify(attributes.sameSite)}.`,
    );
  }
  if (name === undefined && defaultNames.length === 0) {
    throw new SessionConfigError("cookie.name", "is missing. Pass the name of the old cookie.");
  }
  if (name !== undefined && (typeof name !== "string" || !NAME.test(name))) {
    throw new SessionConfigError("cookie.name", `${JSON.stringify(name)} is not a cookie name.`);
  }
  const names = name === undefined ? defaultNames.filter(hasPrefix(secure)) : [name];
  return { names, attributes };
}

const ATTRIBUTES = ["name", "path", "domain", "secure", "sameSite", "partitioned"] as const;
const SAME_SITE: readonly unknown[] = ["lax", "strict", "none"];
const NAME = /^[\w!#$%&'*+.^`|~-]{1,200}$/;

function check(member: string, value: unknown, type: "boolean" | "string"): void {
  if (value === undefined || typeof value === type) return;
  throw new SessionConfigError(`cookie.${member}`, `expected a ${type}, got a ${typeof value}.`);
}

/** Only libraries with two default names choose between them by `secure`. */
function hasPrefix(secure: boolean | undefined) {
  return (name: string, _: number, all: readonly string[]) =>
    secure === undefined || all.length < 2 || name.startsWith("__Secure-") === secure;
}
