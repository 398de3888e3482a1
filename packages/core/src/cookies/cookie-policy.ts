import { SessionConfigError } from "../base/errors.ts";

export interface CookieOptions {
  /** Name of the session cookie, without prefix. Default: `"session"`. */
  readonly session?: string | undefined;
  /** Name of the access cookie, without prefix. Default: `"access"`. */
  readonly access?: string | undefined;
  /** Default: `"lax"`. With `"strict"`, a page opened by a link from another site is rendered as signed out. */
  readonly sameSite?: "lax" | "strict" | undefined;
}

/** Name and attributes of one cookie. Always `HttpOnly`. */
export interface CookieSpec {
  readonly name: string;
  readonly path: string;
  /** Without it, browsers send the cookie only to the host that set it. */
  readonly domain?: string | undefined;
  readonly secure: boolean;
  readonly sameSite: "lax" | "strict" | "none";
  /** A jar of its own for each site that embeds the page (CHIPS). Only with `secure`. */
  readonly partitioned?: boolean | undefined;
}

export interface CookieSpecs {
  readonly session: CookieSpec;
  readonly access: CookieSpec;
}

export interface CookiePolicy {
  /**
   * The cookies for a request. Reads `host` only if no origin is configured: loopback hosts get names without prefix.
   */
  specs(host: () => string | null | undefined): CookieSpecs;
}

const NAME = /^[\w!#$%&'*+.^`|~-]{1,64}$/;
const LOOPBACK = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Whether a `Host` header (or the host of an origin) names this machine. */
function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Cookie names and attributes (RFC 6265bis 4.1.3): `__Host-` on https, names without prefix on http loopback. If
 * `sessionPath` is not `/`, browsers send the session cookie only below it, and its prefix is `__Secure-`.
 */
export function createCookiePolicy(
  options: CookieOptions,
  origin: URL | null,
  sessionPath: string,
): CookiePolicy {
  if (
    origin &&
    origin.protocol !== "https:" &&
    !(origin.protocol === "http:" && isLoopback(origin.host))
  ) {
    throw new SessionConfigError(
      "origin",
      `is ${origin.origin}, and session cookies would cross the network readable. Use https, or a loopback address.`,
    );
  }
  const secure = specs(options, true, sessionPath);
  const plain = specs(options, false, sessionPath);
  if (origin) {
    const fixed = origin.protocol === "https:" ? secure : plain;
    return { specs: () => fixed };
  }
  return {
    specs(host) {
      const name = host();
      return name && isLoopback(name) ? plain : secure;
    },
  };
}

function specs(options: CookieOptions, secure: boolean, sessionPath: string): CookieSpecs {
  const sameSite = options.sameSite ?? "lax";
  if (sameSite !== "lax" && sameSite !== "strict") {
    throw new SessionConfigError(
      "cookies.sameSite",
      `expected "lax" or "strict", got ${JSON.stringify(sameSite)}.`,
    );
  }
  const spec = (name: string, path: string, option: string): CookieSpec => {
    if (typeof name !== "string" || !NAME.test(name))
      throw new SessionConfigError(option, `${JSON.stringify(name)} is not a cookie name.`);
    const prefix = secure ? (path === "/" ? "__Host-" : "__Secure-") : "";
    return { name: prefix + name, path, secure, sameSite };
  };
  const session = spec(options.session ?? "session", sessionPath, "cookies.session");
  const access = spec(options.access ?? "access", "/", "cookies.access");
  if (session.name === access.name)
    throw new SessionConfigError("cookies", "session and access have the same name.");
  return { session, access };
}
