import type { Adopter } from "@sessionkit/core";
import { createAdopter, type Verified } from "../adopter/create-adopter.ts";
import { checkOptions, type SessionOptions } from "../adopter/session-options.ts";
import { fromMillis } from "../adopter/times.ts";
import { readOldCookie } from "../cookies/old-cookie.ts";
import { type SealPasswords, type Unsealed, unseal } from "../crypto/iron-seal.ts";
import { checkFunction, checkPositive } from "../options/check-values.ts";
import { readPasswords } from "../options/read-passwords.ts";

export interface H3SessionOptions<Data, UserId> extends SessionOptions<Data, UserId> {
  /** The password of the old application (`NUXT_SESSION_PASSWORD`), or one for each password id. */
  readonly password: SealPasswords | undefined;
  /** Of the data of an old session. */
  readonly userId: (data: Data) => UserId | null | undefined;
  /** `maxAge` of the old application, in seconds from the creation of a session. */
  readonly maxAge?: number | undefined;
  /** `idleTimeout` of the old application, in seconds from the last renewal of a session. */
  readonly idleTimeout?: number | undefined;
}

/**
 * Adopts the sessions of h3 1 and 2, and of Nuxt (`nuxt-auth-utils`, whose cookie is `nuxt-session`). Callbacks receive the
 * data of the old session.
 *
 * @example
 * fromH3Session({ password: process.env.NUXT_SESSION_PASSWORD, cookie: "nuxt-session", userId: (data) => data.user.id })
 */
export function fromH3Session<UserId, Data extends object = Record<string, unknown>>(
  options: H3SessionOptions<Data, UserId>,
): Adopter<UserId> {
  checkOptions(options, ["password", "maxAge", "idleTimeout"]);
  checkFunction("userId", options.userId, "required");
  checkPositive("maxAge", options.maxAge, "seconds");
  checkPositive("idleTimeout", options.idleTimeout, "seconds");
  const passwords = readPasswords(options.password);
  return createAdopter<Data, UserId>(
    {
      name: "h3",
      cookie: readOldCookie(options.cookie, ["h3"]),
      chunking: "counted",
      defaultUserId: options.userId,
      async verify(value) {
        const unsealed = await unseal(value, passwords, ITERATIONS);
        return unsealed && toVerified(unsealed, options);
      },
    },
    options,
  );
}

/** h3 1 derives keys with one iteration of PBKDF2, h3 2 with more. */
const ITERATIONS = [1, 8_192];

/** The id of a session stays the same when it is sealed again. */
function toVerified<Data extends object, UserId>(
  { payload, expiresAt }: Unsealed,
  { maxAge, idleTimeout }: H3SessionOptions<Data, UserId>,
): Verified<Data> | null {
  const { id, data } = payload;
  const createdAt = fromMillis(payload.createdAt);
  if (typeof id !== "string" || id === "" || createdAt === undefined) return null;
  if (typeof data !== "object" || data === null) return null;
  const lastSeen = fromMillis(payload.lastSeenAt) ?? createdAt;
  const ends = [
    expiresAt,
    maxAge && createdAt + maxAge * 1_000,
    idleTimeout && lastSeen + idleTimeout * 1_000,
  ].filter((end) => typeof end === "number");
  return {
    id,
    old: data as Data,
    createdAt,
    ...(ends.length > 0 && { expiresAt: Math.min(...ends) }),
    // Without a maximum age, neither the seal nor the cookie has an end.
    remember: expiresAt !== null,
  };
}
