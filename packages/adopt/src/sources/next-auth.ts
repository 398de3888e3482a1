import { hkdfSync } from "node:crypto";
import type { Adopter } from "@sessionkit/core";
import {
  AUTH_COLUMNS,
  type AuthDatabaseOptions,
  type AuthOptions,
  type AuthSessionRow,
  type AuthTokenOptions,
  findAuthDatabase,
} from "../adopter/auth-options.ts";
import { adoptToken } from "../adopter/encrypted-token.ts";
import { adoptStored } from "../adopter/find-session.ts";
import { readOldCookie } from "../cookies/old-cookie.ts";
import { decryptJwe } from "../crypto/jwe.ts";
import { readSecrets } from "../options/check-values.ts";

/**
 * Adopts the sessions of next-auth 4: with `secret`, those in encrypted cookies; with `findSession`, those in a database.
 * In a cookie, `createdAt` is by default the time at which next-auth last renewed it: next-auth stores no other.
 *
 * @example
 * fromNextAuth({ secret: process.env.NEXTAUTH_SECRET })
 * @example
 * fromNextAuth({ findSession: (sessionToken) => prisma.session.findUnique({ where: { sessionToken } }) })
 */
export function fromNextAuth<UserId = string>(options: AuthTokenOptions<UserId>): Adopter<UserId>;
export function fromNextAuth<Row extends AuthSessionRow<unknown>, UserId = Row["userId"]>(
  options: AuthDatabaseOptions<Row, UserId>,
): Adopter<UserId>;
export function fromNextAuth<UserId>(options: AuthOptions<UserId>): Adopter<UserId> {
  const database = findAuthDatabase(options);
  const cookie = readOldCookie(options.cookie, COOKIES);
  if (database) return adoptStored({ name: NAME, cookie, columns: AUTH_COLUMNS }, database);
  const { secret } = options as AuthTokenOptions<UserId>;
  const keys = readSecrets(secret).map((one) => Buffer.from(hkdfSync("sha256", one, "", INFO, 32)));
  return adoptToken(
    { name: NAME, cookie, decrypt: (token) => decryptJwe(token, "A256GCM", () => keys) },
    options as AuthTokenOptions<UserId>,
  );
}

const NAME = "next-auth";
const INFO = "NextAuth.js Generated Encryption Key";
const COOKIES = ["__Secure-next-auth.session-token", "next-auth.session-token"];
