import { createHash, hkdfSync } from "node:crypto";
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
 * Adopts the sessions of Auth.js 5 (`next-auth@5`, `@auth/core`): with `secret`, those in encrypted cookies; with
 * `findSession`, those in a database. In a cookie, `createdAt` is by default the time at which Auth.js last renewed it.
 *
 * @example
 * fromAuthJs({ secret: process.env.AUTH_SECRET })
 */
export function fromAuthJs<UserId = string>(options: AuthTokenOptions<UserId>): Adopter<UserId>;
export function fromAuthJs<Row extends AuthSessionRow<unknown>, UserId = Row["userId"]>(
  options: AuthDatabaseOptions<Row, UserId>,
): Adopter<UserId>;
export function fromAuthJs<UserId>(options: AuthOptions<UserId>): Adopter<UserId> {
  const database = findAuthDatabase(options);
  const cookie = readOldCookie(options.cookie, COOKIES);
  if (database) return adoptStored({ name: NAME, cookie, columns: AUTH_COLUMNS }, database);
  const { secret } = options as AuthTokenOptions<UserId>;
  const secrets = readSecrets(secret);
  const rings = new Map(
    cookie.names.map((name) => [name, secrets.map((one) => derive(one, name))]),
  );
  return adoptToken(
    {
      name: NAME,
      cookie,
      decrypt: (token, cookieName) =>
        decryptJwe(token, "A256CBC-HS512", (keyId) => select(rings.get(cookieName) ?? [], keyId)),
    },
    options as AuthTokenOptions<UserId>,
  );
}

const NAME = "authjs";
const COOKIES = ["__Secure-authjs.session-token", "authjs.session-token"];

interface NamedKey {
  readonly keyId: string;
  readonly key: Buffer;
}

/** The full name of the cookie is the salt. The key id is the JWK thumbprint (RFC 7638) with SHA-512. */
function derive(secret: string, cookieName: string): NamedKey {
  const info = `Auth.js Generated Encryption Key (${cookieName})`;
  const key = Buffer.from(hkdfSync("sha256", secret, cookieName, info, 64));
  const jwk = JSON.stringify({ k: key.toString("base64url"), kty: "oct" });
  return { keyId: createHash("sha512").update(jwk).digest("base64url"), key };
}

/** Tokens of early versions have no key id: each key is tried. */
function select(ring: readonly NamedKey[], keyId: unknown): Buffer[] {
  return ring.filter((one) => keyId === undefined || one.keyId === keyId).map(({ key }) => key);
}
