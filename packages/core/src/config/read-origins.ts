import { SessionConfigError } from "../base/errors.ts";
import { isLoopback } from "../cookies/cookie-policy.ts";
import type { AnyOptions } from "./options.ts";

/** Other origins whose pages may send mutations. */
export interface AllowedOrigins {
  /** Whether the option names any. */
  readonly isGiven: boolean;
  /** @param origin as in the header `Origin` */
  has(origin: string): boolean;
}

/** The public origin; null if it is not configured. Prints a warning if sessions cross the network readable. */
export function readOrigin({ origin, allowInsecureOrigin }: AnyOptions): URL | null {
  if (allowInsecureOrigin === undefined)
    return origin === undefined ? null : parseOrigin(origin, "origin");
  const insecure = parseOrigin(allowInsecureOrigin, "allowInsecureOrigin");
  if (origin !== undefined || insecure.protocol !== "http:" || isLoopback(insecure.host)) {
    throw new SessionConfigError(
      "allowInsecureOrigin",
      "is for http outside this machine, in place of origin. Leave one of them out, and use origin for https and loopback addresses.",
    );
  }
  // biome-ignore lint/suspicious/noConsole: a decision that the operator must see.
  console.warn(
    `sessionkit: ${insecure.origin} is http: all who can read the network can take over sessions.`,
  );
  return insecure;
}

/** Schemes of shells of native applications and of browser extensions, with the form of their hosts. */
const SHELLS = [
  /^(?:capacitor|ionic|tauri):\/\/localhost$/,
  /^chrome-extension:\/\/[a-p]{32}$/,
  /^moz-extension:\/\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
];

export function readAllowedOrigins(option: AnyOptions["allowedOrigins"] = []): AllowedOrigins {
  if (!Array.isArray(option)) {
    throw new SessionConfigError("allowedOrigins", "expected a list of origins.");
  }
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  for (const text of option as readonly string[]) {
    const pattern = toPattern(text);
    const isShell = SHELLS.some((shell) => shell.test(text));
    if (pattern) patterns.push(pattern);
    else exact.add(isShell ? text : parseOrigin(text, "allowedOrigins").origin);
  }
  return {
    isGiven: option.length > 0,
    has: (origin) => exact.has(origin) || patterns.some((pattern) => pattern.test(origin)),
  };
}

const WILDCARD = /^https:\/\/\*((?:\.[a-z\d-]+){2,}(?::\d{1,5})?)$/;

/** `https://*.app.example` stands for one label; null for text without a wildcard of this form. */
function toPattern(text: string): RegExp | null {
  const rest = WILDCARD.exec(text)?.[1];
  return rest === undefined
    ? null
    : new RegExp(`^https://[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?${rest.replaceAll(".", "\\.")}$`);
}

function parseOrigin(text: string, option: string): URL {
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : null;
  const isOrigin =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    !url.hostname.includes("*") &&
    url.origin === text.replace(/\/$/, "");
  if (isOrigin) return url;
  const wildcard =
    option === "allowedOrigins"
      ? ', or "https://*.app.example" for its subdomains, without a path'
      : ", without a path or a wildcard";
  throw new SessionConfigError(
    option,
    `expected an origin such as "https://app.example"${wildcard}, got ${JSON.stringify(text)}.`,
  );
}

export function readCors({ cors = false }: AnyOptions, { isGiven }: AllowedOrigins): boolean {
  if (typeof cors !== "boolean")
    throw new SessionConfigError("cors", `expected true or false, got ${JSON.stringify(cors)}.`);
  if (cors && !isGiven) {
    throw new SessionConfigError(
      "cors",
      "answers only origins of allowedOrigins, which is empty. Name them there.",
    );
  }
  return cors;
}
