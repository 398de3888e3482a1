import type { Adopter } from "@sessionkit/core";
import {
  adoptStored,
  checkCallbacks,
  type ExpiringRow,
  type FindSessionOptions,
} from "../adopter/find-session.ts";
import { checkOptions } from "../adopter/session-options.ts";
import { readOldCookie } from "../cookies/old-cookie.ts";
import { verifySignedValue } from "../crypto/signed-value.ts";
import { readSecrets } from "../options/check-values.ts";

/** A row of better-auth's table `session`, or what its secondary storage has under `session`. */
export interface BetterAuthSessionRow<UserId> extends ExpiringRow<UserId> {
  readonly token?: string | undefined;
}

export interface BetterAuthOptions<Row, UserId> extends FindSessionOptions<Row, UserId> {
  /** The secret of the old application, or several. */
  readonly secret: string | readonly string[] | undefined;
}

/**
 * Adopts the sessions of better-auth 1.
 *
 * @example
 * fromBetterAuth({
 *   secret: process.env.BETTER_AUTH_SECRET,
 *   findSession: (token) => prisma.session.findUnique({ where: { token } }),
 * })
 */
export function fromBetterAuth<Row extends BetterAuthSessionRow<unknown>, UserId = Row["userId"]>(
  options: BetterAuthOptions<Row, UserId>,
): Adopter<UserId> {
  checkOptions(options, ["secret", "findSession", "deleteSession"]);
  checkCallbacks(options);
  const secrets = readSecrets(options.secret);
  const cookie = readOldCookie(options.cookie, [`__Secure-${TOKEN}`, TOKEN]);
  const sibling = (name: string, other: string) =>
    name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) + other : null;
  return adoptStored<Row, UserId>(
    {
      name: "better-auth",
      cookie,
      columns: { key: "token", expires: "expiresAt" },
      others: cookie.names.flatMap((name) =>
        OTHERS.map((other) => sibling(name, other)).filter((one) => one !== null),
      ),
      readKey: (value) => verifySignedValue(value, secrets, "padded"),
      isRemembered(cookies, name) {
        const value = cookies.get(sibling(name, DONT_REMEMBER) ?? "");
        return !value || verifySignedValue(value, secrets, "padded") === null;
      },
    },
    options,
  );
}

const TOKEN = "better-auth.session_token";
const SUFFIX = "session_token";
/** Set for a session that ends with the browser. */
const DONT_REMEMBER = "dont_remember";
/** Copies of the session and of the account, which the old application accepts for some minutes. */
const OTHERS = ["session_data", "account_data", DONT_REMEMBER];
