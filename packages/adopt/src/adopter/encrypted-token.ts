import type { Adopter } from "@sessionkit/core";
import type { OldCookie } from "../cookies/old-cookie.ts";
import { createAdopter } from "./create-adopter.ts";
import type { SessionOptions } from "./session-options.ts";
import { fromSeconds } from "./times.ts";

/** The claims of a session of next-auth or Auth.js, with those that the callback `jwt` has added. */
export interface AuthToken {
  readonly sub?: string | undefined;
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly picture?: string | null | undefined;
  readonly iat?: number | undefined;
  readonly exp?: number | undefined;
  readonly jti?: string | undefined;
  readonly [claim: string]: unknown;
}

export interface TokenSource {
  readonly name: string;
  readonly cookie: OldCookie;
  decrypt(token: string, cookieName: string): Record<string, unknown> | null;
}

/** An adopter for sessions that are an encrypted token. Tokens without `exp` are refused: these libraries always set it. */
export function adoptToken<UserId>(
  source: TokenSource,
  options: SessionOptions<AuthToken, UserId>,
): Adopter<UserId> {
  return createAdopter<AuthToken, UserId>(
    {
      name: source.name,
      cookie: source.cookie,
      chunking: "dotted",
      // Without the option, `UserId` is the type of `sub`.
      defaultUserId: ({ sub }) => sub as UserId | undefined,
      async verify(token, cookieName) {
        const claims = source.decrypt(token, cookieName);
        const expiresAt = fromSeconds(claims?.exp);
        if (!claims || expiresAt === undefined) return null;
        return {
          id: token,
          old: claims,
          createdAt: fromSeconds(claims.iat),
          isRenewal: true,
          expiresAt,
        };
      },
    },
    options,
  );
}
