import { type Adopter, SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";
import { createAdopter, type Verified } from "../adopter/create-adopter.ts";
import { checkOptions, type SessionOptions } from "../adopter/session-options.ts";
import { fromMillis } from "../adopter/times.ts";
import { readOldCookie } from "../cookies/old-cookie.ts";
import { verifySignedValue } from "../crypto/signed-value.ts";
import { readSecrets } from "../options/check-values.ts";

/** What any store of express-session has, as the application has constructed it. */
export interface ExpressSessionStore {
  get(id: string, callback: (error: unknown, session?: unknown) => void): unknown;
  readonly destroy?: ((id: string, callback: (error?: unknown) => void) => unknown) | undefined;
}

/** An old session, as its store returns it. */
export interface ExpressSessionData {
  readonly passport?: { readonly user?: unknown } | undefined;
  readonly [member: string]: unknown;
}

export interface ExpressSessionOptions<Old, UserId> extends SessionOptions<Old, UserId> {
  /** The secret of the old application, or several. */
  readonly secret: string | readonly string[] | undefined;
  readonly store: ExpressSessionStore;
}

/**
 * Adopts the sessions of express-session 1. The user is by default what passport has stored, as a string. `createdAt` is by
 * default the time of the last request, because express-session stores no other.
 *
 * @example
 * fromExpressSession({ secret: process.env.OLD_SECRET, store: redisStore, userId: (session) => session.userId })
 */
export function fromExpressSession<Old extends object = ExpressSessionData, UserId = string>(
  options: ExpressSessionOptions<Old, UserId>,
): Adopter<UserId> {
  checkOptions(options, ["secret", "store"]);
  const secrets = readSecrets(options.secret);
  const store = readStore(options.store);
  return createAdopter<Old, UserId>(
    {
      name: "express-session",
      cookie: readOldCookie(options.cookie, ["connect.sid"]),
      chunking: "whole",
      // Without the option, `UserId` is string.
      defaultUserId: (old) => passportUser(old) as UserId | null,
      async verify(value) {
        const id = value.startsWith("s:") && verifySignedValue(value.slice(2), secrets, "unpadded");
        const old = id ? await load(store, id) : null;
        return id && old ? { id, old: old as Old, ...readCookieOf(old) } : null;
      },
      retire: (id) => destroy(store, id),
    },
    options,
  );
}

function readStore(store: ExpressSessionStore): ExpressSessionStore {
  if (typeof Reflect.get(Object(store), "get") === "function") return store;
  throw new SessionConfigError(
    "store",
    `expected the store that was passed to express-session, got ${describeType(store)}.`,
  );
}

/** Some stores report a missing session as `ENOENT`, which express-session accepts. */
function load(store: ExpressSessionStore, id: string): Promise<object | null> {
  return new Promise((resolve, reject) => {
    store.get(id, (error, session) => {
      if (error && Reflect.get(Object(error), "code") !== "ENOENT") reject(error);
      else resolve(typeof session === "object" ? session : null);
    });
  });
}

function destroy(store: ExpressSessionStore, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!store.destroy) resolve();
    else store.destroy(id, (error) => (error ? reject(error) : resolve()));
  });
}

/** The cookie of a session has its end, or none if it ends with the browser. Stores return a `Date` or its JSON. */
function readCookieOf(old: object): Omit<Verified<object>, "id" | "old"> {
  const { expires, originalMaxAge }: Record<string, unknown> = Object(Reflect.get(old, "cookie"));
  const isSet = expires instanceof Date || typeof expires === "string";
  const expiresAt = isSet ? fromMillis(new Date(expires).getTime()) : undefined;
  if (expiresAt === undefined) return { remember: false };
  const lastUse =
    typeof originalMaxAge === "number" ? fromMillis(expiresAt - originalMaxAge) : undefined;
  return { expiresAt, createdAt: lastUse, isRenewal: true, remember: true };
}

function passportUser(old: object): string | null {
  const user: unknown = Reflect.get(Object(Reflect.get(old, "passport")), "user");
  return typeof user === "string" || typeof user === "number" ? String(user) : null;
}
