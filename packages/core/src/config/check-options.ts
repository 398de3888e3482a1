import { SessionConfigError } from "../base/errors.ts";
import type { AnyOptions } from "./options.ts";

/** Typed as a record, so that the compiler finds an option that is missing here. */
const KNOWN: Readonly<Record<keyof AnyOptions, readonly string[] | null>> = {
  strategy: null,
  store: null,
  secret: null,
  loadUser: null,
  claims: null,
  publicUser: null,
  data: null,
  maxDataBytes: null,
  lifetime: ["access", "idle", "absolute", "transient", "allowLongAccess"],
  origin: null,
  allowedOrigins: null,
  basePath: null,
  issuer: null,
  audience: null,
  cookies: ["session", "access", "sameSite"],
  refresh: null,
  trustProxy: null,
  activity: ["every", "ip", "userAgent"],
  onEvent: null,
  accessKeys: ["alg", "privateKey", "previous"],
  verifiedTokens: ["entries"],
  timeout: null,
  clock: null,
  grace: null,
  rotateEvery: null,
  onReuse: null,
  limit: ["perUser", "policy"],
};

const CALLBACKS = ["loadUser", "claims", "publicUser", "data", "onEvent", "clock"] as const;

/** Throws `SessionConfigError` for an option that does not exist, naming the nearest one, and for a callback that is none. */
export function checkOptions(options: AnyOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new SessionConfigError("options", `expected an object, got ${typeof options}.`);
  }
  checkNames(options, Object.keys(KNOWN), "");
  for (const [name, members] of Object.entries(KNOWN)) {
    const value: unknown = options[name as keyof AnyOptions];
    if (members && typeof value === "object" && value !== null) {
      checkNames(value, members, `${name}.`);
    }
  }
  for (const name of CALLBACKS) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "function") {
      throw new SessionConfigError(name, `expected a function, got ${typeof value}.`);
    }
  }
}

function checkNames(value: object, known: readonly string[], path: string): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const nearest = known.toSorted((a, b) => distance(name, a) - distance(name, b))[0] ?? "";
    throw new SessionConfigError(
      path + name,
      `there is no such option. ${distance(name, nearest) <= 3 ? `Did you mean ${path}${nearest}?` : `Known are ${known.join(", ")}.`}`,
    );
  }
}

/** Levenshtein distance, in any case. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase();
      next.push(
        Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
