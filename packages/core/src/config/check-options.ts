import { checkNames } from "../base/check-names.ts";
import { SessionConfigError } from "../base/errors.ts";
import { LIFETIME_NAMES } from "../session/lifetime.ts";
import type { AnyOptions } from "./options.ts";

/** The members of an option, or that it is a function. Typed as a record, so that the compiler reports an option that is missing here. */
const KNOWN: Readonly<Record<keyof AnyOptions, readonly string[] | "function" | null>> = {
  strategy: null,
  store: null,
  secret: null,
  loadUser: "function",
  userId: null,
  claims: "function",
  publicUser: "function",
  credentialsChangedAt: "function",
  data: "function",
  maxDataBytes: null,
  lifetime: LIFETIME_NAMES,
  origin: null,
  allowInsecureOrigin: null,
  allowedOrigins: null,
  cors: null,
  basePath: null,
  issuer: null,
  audience: null,
  cookies: ["session", "access", "sameSite", "domain", "partitioned"],
  bearerScheme: null,
  refresh: null,
  trustProxy: null,
  activity: ["every", "ip", "userAgent"],
  adopt: null,
  deviceBound: null,
  onEvent: "function",
  accessKeys: ["alg", "privateKey", "previous"],
  verifiedTokens: ["entries"],
  timeout: null,
  clock: "function",
  grace: null,
  rotateEvery: null,
  onReuse: null,
  limit: ["perUser", "policy"],
  revocation: ["pollEvery", "maxStale", "whenUnavailable"],
};

/**
 * Throws `SessionConfigError` for an unknown option, naming the nearest one, and for a callback that is not a function.
 */
export function checkOptions(options: AnyOptions): void {
  checkNames(options, Object.keys(KNOWN), "");
  for (const [name, kind] of Object.entries(KNOWN)) {
    const value: unknown = options[name as keyof AnyOptions];
    // `lifetime` may be a function, too.
    if (kind === null || value === undefined || typeof value === "function") continue;
    if (kind === "function")
      throw new SessionConfigError(name, `expected a function, got ${typeof value}.`);
    // `activity` and `verifiedTokens` may be false.
    if (value !== false) checkNames(value, kind, name);
  }
}
