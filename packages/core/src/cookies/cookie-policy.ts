import { SessionConfigError } from "../base/errors.ts";
import { readChoice } from "../base/option-values.ts";

export interface CookieOptions {
  /** Name of the session cookie, without prefix. Default: `"session"`. */
  readonly session?: string | undefined;
  /** Name of the access cookie, without prefix. Default: `"access"`. */
  readonly access?: string | undefined;
  /**
   * Default: `"lax"`. With `"strict"`, a page opened by a link from another site is rendered as signed out. `"none"` is for
   * pages that other sites embed, on https; it needs `allowedOrigins`.
   */
  readonly sameSite?: "lax" | "strict" | "none" | undefined;
  /**
   * A parent domain, such as `"app.example"`: one sign-in for all its subdomains. An attacker who controls one of them can
   * then read and set the cookies. Default: only the host that set them.
   */
  readonly domain?: string | undefined;
  /** With `sameSite: "none"`: a session of its own under each site that embeds the page (CHIPS). Default: false. */
  readonly partitioned?: boolean | undefined;
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
  /** The short cookie of device-bound sessions in the `database` strategy. */
  readonly bound: CookieSpec;
}

/** The cookies for a request. Reads `host` only if no origin is configured: loopback hosts get names without prefix. */
export type CookiePolicy = (host: () => string | null | undefined) => CookieSpecs;

const NAME = /^[\w!#$%&'*+.^`|~-]{1,64}$/;
const LOOPBACK = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Whether a `Host` header (or the host of an origin) names this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** The parts of the configuration that cookies depend on. */
interface CookieSetting {
  /** Null: from the `Host` of each request. */
  readonly origin: URL | null;
  /** The application accepts that its cookies cross the network readable. */
  readonly allowInsecure: boolean;
  readonly hasAllowedOrigins: boolean;
  /** `/`, or the base path: then browsers send the session cookie only below it. */
  readonly sessionPath: string;
}

/**
 * Cookie names and attributes (RFC 6265bis 4.1.3): `__Host-` on https, `__Secure-` with a domain or another path than `/`,
 * and names without prefix on http. Throws `SessionConfigError` for attributes that browsers would refuse or that protect
 * nothing.
 */
export function createCookiePolicy(options: CookieOptions, setting: CookieSetting): CookiePolicy {
  const { origin, allowInsecure, sessionPath } = setting;
  if (origin && !allowInsecure && origin.protocol !== "https:" && !isLoopback(origin.host)) {
    throw new SessionConfigError(
      "origin",
      `is ${origin.origin}, and session cookies would cross the network readable. Use https, or a loopback address. In a network that you trust, set allowInsecureOrigin instead.`,
    );
  }
  const attributes = readAttributes(options, setting);
  const secure = specs(options, attributes, sessionPath);
  const plain = specs(options, plainAttributes(attributes), sessionPath);
  if (origin) {
    const fixed = origin.protocol === "https:" ? secure : plain;
    return () => fixed;
  }
  return (host) => {
    const name = host();
    return name && isLoopback(name) ? plain : secure;
  };
}

const SAME_SITE_VALUES = ["lax", "strict", "none"] as const;

type Attributes = Pick<CookieSpec, "secure" | "sameSite" | "domain" | "partitioned">;

function readAttributes(options: CookieOptions, setting: CookieSetting): Attributes {
  const { partitioned = false } = options;
  const sameSite = readChoice(options.sameSite ?? "lax", SAME_SITE_VALUES, "cookies.sameSite");
  if (sameSite === "none" && !setting.hasAllowedOrigins) {
    throw new SessionConfigError(
      "cookies.sameSite",
      '"none" sends the session with requests of all sites. Name those that may use it in allowedOrigins.',
    );
  }
  if (partitioned && sameSite !== "none") {
    throw new SessionConfigError(
      "cookies.partitioned",
      'is for pages that other sites embed, which need sameSite "none". Set both, or neither.',
    );
  }
  const domain = options.domain === undefined ? undefined : readDomain(options.domain, setting);
  return { secure: true, sameSite, ...(domain && { domain }), ...(partitioned && { partitioned }) };
}

const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/;

function readDomain(text: string, { origin }: CookieSetting): string {
  // A leading dot has no meaning since RFC 6265.
  const domain = typeof text === "string" ? text.toLowerCase().replace(/^\./, "") : "";
  if (!DOMAIN.test(domain)) {
    throw new SessionConfigError(
      "cookies.domain",
      `expected a parent domain such as "app.example", got ${JSON.stringify(text)}.`,
    );
  }
  if (origin && origin.hostname !== domain && !origin.hostname.endsWith(`.${domain}`)) {
    throw new SessionConfigError(
      "cookies.domain",
      `is ${domain}, and browsers refuse it from ${origin.hostname}. Name a parent of that host.`,
    );
  }
  return domain;
}

/** Browsers refuse `SameSite=None` without `Secure`, and a domain that is not the page's. */
function plainAttributes({ sameSite, domain }: Attributes): Attributes {
  return {
    secure: false,
    sameSite: sameSite === "none" ? "lax" : sameSite,
    ...(domain?.endsWith(".localhost") && { domain }),
  };
}

function specs(options: CookieOptions, attributes: Attributes, sessionPath: string): CookieSpecs {
  const spec = (name: string, path: string, option: string): CookieSpec => {
    if (typeof name !== "string" || !NAME.test(name))
      throw new SessionConfigError(option, `${JSON.stringify(name)} is not a cookie name.`);
    const isHostOnly = path === "/" && attributes.domain === undefined;
    const prefix = attributes.secure ? (isHostOnly ? "__Host-" : "__Secure-") : "";
    return { name: prefix + name, path, ...attributes };
  };
  const session = spec(options.session ?? "session", sessionPath, "cookies.session");
  const access = spec(options.access ?? "access", "/", "cookies.access");
  if (session.name === access.name)
    throw new SessionConfigError("cookies", "session and access have the same name.");
  const bound = spec("bound", "/", "cookies");
  if (session.name === bound.name || access.name === bound.name)
    throw new SessionConfigError("cookies", 'the name "bound" is taken by device-bound sessions.');
  return { session, access, bound };
}
