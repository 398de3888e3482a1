import { SessionConfigError } from "../base/errors.ts";
import { readChoice } from "../base/option-values.ts";
import { isLoopback } from "../cookies/cookie-policy.ts";
import { resolveLifetime } from "../session/lifetime.ts";
import type { AnyOptions } from "./options.ts";

/** The shortest life of the cookie that a browser renews, in milliseconds: browsers limit how often they sign. */
export const SHORTEST_BOUND_ACCESS = 300_000;

/**
 * Whether browsers are offered to bind a session to a key. Throws `SessionConfigError` for options with which a
 * browser would not bind a session, or would lose it.
 *
 * @param origin of the application; null if it is not configured
 */
export function readDeviceBound(options: AnyOptions, origin: URL | null): boolean {
  if (options.deviceBound === undefined) return false;
  readChoice(options.deviceBound, ["offer"], "deviceBound");
  const { cookies = {}, lifetime = {} } = options;
  if (!options.store) throw refuse("keeps the key of a session in a store. Pass one.");
  if (options.allowInsecureOrigin !== undefined)
    throw refuse("needs https. Remove allowInsecureOrigin, or leave out this option.");
  if (origin && origin.protocol !== "https:" && !isLoopback(origin.host))
    throw refuse("needs an https origin.");
  if (cookies.domain !== undefined)
    throw refuse("binds one host. Leave out cookies.domain, or this option.");
  if (cookies.partitioned)
    throw refuse("is refused by browsers for partitioned cookies. Leave out one of the two.");
  if (options.refresh === "endpoint") {
    throw refuse(
      'needs the session cookie on every path, to recognize a link from another site. Leave out refresh: "endpoint".',
    );
  }
  if (options.strategy === "jwt" && typeof lifetime !== "function") {
    for (const remember of [true, false])
      checkAccessLifetime(resolveLifetime(lifetime, remember).access);
  }
  return true;
}

/** For fixed lifetimes at construction, and for the result of a lifetime function at each call. */
export function checkAccessLifetime(access: number): void {
  if (access >= SHORTEST_BOUND_ACCESS) return;
  throw new SessionConfigError(
    "lifetime.access",
    "is shorter than 5 minutes, and browsers sign at most 6 times in 9 minutes. Lengthen it, or leave out deviceBound.",
  );
}

function refuse(message: string): SessionConfigError {
  return new SessionConfigError("deviceBound", message);
}
