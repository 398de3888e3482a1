import type { JsonObject } from "../base/json.ts";
import type { SyncTokenCodec } from "./jws.ts";

/** The session token where there is no store: all there is to know about the session, signed. Dates in whole seconds. */
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
  /** Null for whatever this server did not make. An expired one is returned: whoever asks decides, and says which end it was. */
  read(token: string): StatelessClaims | null;
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

export function createStatelessTokens(
  codec: SyncTokenCodec,
  options: { readonly issuer: string; readonly audience: string },
): StatelessTokens {
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

    read(token) {
      const payload = codec.verify(token) as Payload | null;
      if (!payload || payload.iss !== options.issuer || payload.aud !== options.audience)
        return null;
      return {
        id: payload.sid,
        userId: payload.sub,
        createdAt: new Date(payload.cre * 1000),
        authenticatedAt: new Date(payload.auth_time * 1000),
        idleExpiresAt: new Date(payload.exp * 1000),
        absoluteExpiresAt: new Date(payload.abs * 1000),
        remember: payload.rem,
        data: payload.data,
      };
    },
  };
}
