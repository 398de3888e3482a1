import { deepFreeze } from "../base/deep-freeze.ts";
import type { JsonObject } from "../base/json.ts";
import type { SyncTokenCodec } from "./jws.ts";
import { createVerifiedTokens, type VerifiedTokensOptions } from "./verified-tokens.ts";

/** The contents of a session token in stateless mode: the whole session. Dates in whole seconds. */
export interface StatelessClaims {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly authenticatedAt: Date;
  readonly idleExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly remember: boolean;
  readonly data: JsonObject;
}

export interface StatelessTokens {
  sign(claims: StatelessClaims, now: number): string;
  /**
   * Returns the claims, also of an expired token: the caller checks the expiry. Null for a token that this server did
   * not issue.
   */
  read(token: string): StatelessClaims | null;
  /** Whether the token has exactly the header that this server writes. Does not verify its signature. */
  hasOwnForm(token: string): boolean;
}

interface Payload {
  iss: string;
  aud: string;
  sub: string;
  sid: string;
  iat: number;
  exp: number;
  abs: number;
  cre: number;
  auth_time: number;
  rem: boolean;
  data: JsonObject;
}

const MEMBERS = "abs,aud,auth_time,cre,data,exp,iat,iss,rem,sid,sub";

export function createStatelessTokens(
  codec: SyncTokenCodec,
  options: {
    readonly issuer: string;
    readonly audience: string;
    readonly cache: VerifiedTokensOptions | false;
  },
): StatelessTokens {
  const verified = createVerifiedTokens<StatelessClaims>(options.cache);

  function verify(token: string): StatelessClaims | null {
    const payload = codec.verify(token) as Payload | null;
    if (!payload || payload.iss !== options.issuer || payload.aud !== options.audience) return null;
    if (Object.keys(payload).sort().join() !== MEMBERS) return null;
    const { sub, sid, iat, exp, abs, cre, auth_time, rem, data } = payload;
    if (typeof sub !== "string" || typeof sid !== "string" || typeof rem !== "boolean") return null;
    if (typeof data !== "object" || data === null) return null;
    if (![iat, exp, abs, cre, auth_time].every(Number.isSafeInteger)) return null;
    return {
      id: sid,
      userId: sub,
      createdAt: new Date(cre * 1000),
      authenticatedAt: new Date(auth_time * 1000),
      idleExpiresAt: new Date(exp * 1000),
      absoluteExpiresAt: new Date(abs * 1000),
      remember: rem,
      data: deepFreeze(data),
    };
  }

  return {
    sign: (claims, now) =>
      codec.sign({
        iss: options.issuer,
        aud: options.audience,
        sub: claims.userId,
        sid: claims.id,
        iat: Math.floor(now / 1000),
        exp: Math.floor(claims.idleExpiresAt.getTime() / 1000),
        abs: Math.floor(claims.absoluteExpiresAt.getTime() / 1000),
        cre: Math.floor(claims.createdAt.getTime() / 1000),
        auth_time: Math.floor(claims.authenticatedAt.getTime() / 1000),
        rem: claims.remember,
        data: claims.data,
      } satisfies Payload),

    hasOwnForm: (token) => codec.hasOwnHeader(token),

    read(token) {
      const known = verified.get(token);
      if (known) return known;
      const claims = verify(token);
      if (claims) verified.set(token, claims);
      return claims;
    },
  };
}
