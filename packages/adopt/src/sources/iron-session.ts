import type { Adopter } from "@sessionkit/core";
import { createAdopter } from "../adopter/create-adopter.ts";
import { checkOptions, type SessionOptions } from "../adopter/session-options.ts";
import { type OldCookieOptions, readOldCookie } from "../cookies/old-cookie.ts";
import { type SealPasswords, unseal } from "../crypto/iron-seal.ts";
import { checkFunction } from "../options/check-values.ts";
import { readPasswords } from "../options/read-passwords.ts";

export interface IronSessionOptions<Old, UserId> extends SessionOptions<Old, UserId> {
  /** The password of the old application, or one for each password id. */
  readonly password: SealPasswords | undefined;
  /** `cookieName` of the old application, or its name and attributes. */
  readonly cookie: string | OldCookieOptions;
  readonly userId: (session: Old) => UserId | null | undefined;
}

/**
 * Adopts the sessions of iron-session 8 and 9. They have no time of creation: pass `createdAt` if yours have one.
 *
 * @example
 * fromIronSession({ password: process.env.OLD_PASSWORD, cookie: "app-session", userId: (session) => session.userId })
 */
export function fromIronSession<UserId, Old extends object = Record<string, unknown>>(
  options: IronSessionOptions<Old, UserId>,
): Adopter<UserId> {
  checkOptions(options, ["password"]);
  checkFunction("userId", options.userId, "required");
  const passwords = readPasswords(options.password);
  return createAdopter<Old, UserId>(
    {
      name: "iron-session",
      cookie: readOldCookie(options.cookie, []),
      chunking: "dotted",
      defaultUserId: options.userId,
      async verify(value) {
        const unsealed = await unseal(stripVersion(value), passwords, [1]);
        if (!unsealed) return null;
        const { sealed, payload, expiresAt } = unsealed;
        return { id: sealed, old: payload as Old, ...(expiresAt !== null && { expiresAt }) };
      },
    },
    options,
  );
}

/** The version `~2` is not authenticated, so that nothing may depend on it. */
function stripVersion(value: string): string {
  const [seal = ""] = value.split("~", 1);
  return seal;
}
