import { deepFreeze } from "../base/deep-freeze.ts";
import type { JsonObject } from "../base/json.ts";
import type { SyncTokenCodec, TokenCodec } from "./jws.ts";
import { createVerifiedTokens, type VerifiedTokensOptions } from "./verified-tokens.ts";

/** The contents of an access token. Times are milliseconds since the epoch, in whole seconds. */
export interface AccessClaims {
  readonly userId: string;
  /** Of a verified token: the user id in the application's own type, parsed once for all uses of the token. */
  readonly sessionUserId?: unknown;
  /** Who acts as the user, in an impersonation. */
  readonly actor: { readonly userId: string; readonly sessionId: string } | null;
  /** Of a verified token: like `sessionUserId`. */
  readonly sessionActor?: { readonly userId: unknown; readonly sessionId: string } | null;
  readonly id: string;
  /** Of a verified token. */
  readonly issuedAt?: number;
  /** The position of its client when it was signed. */
  readonly generation: number;
  readonly branch: number;
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  readonly absoluteExpiresAt: number;
  readonly remember: boolean;
  /** Whether the session is bound to a key of its browser. */
  readonly bound?: boolean | undefined;
  readonly claims: object;
  readonly data: JsonObject;
  /** When the token itself expires. */
  readonly tokenExpiresAt: number;
}

export interface AccessTokens {
  sign(claims: AccessClaims, now: number): string | Promise<string>;
  /**
   * Returns the deeply frozen claims, also of an expired token: see `isOver`. Null for a token that this server did not sign
   * for this audience. Never throws because of client input.
   */
  verify(token: string): AccessClaims | null | Promise<AccessClaims | null>;
}

/** Signed with a secret. */
export interface SyncAccessTokens extends AccessTokens {
  sign(claims: AccessClaims, now: number): string;
  verify(token: string): AccessClaims | null;
}

export interface AccessTokenOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Default: a user id is its own text. */
  readonly userIds?: { readonly parse: (text: string) => unknown } | undefined;
  /** False: tokens are verified at each use. */
  readonly cache: VerifiedTokensOptions | false;
}

/** Registered members of an access token, which `claims` must not use (RFC 7519 4.1, RFC 9068). */
export const RESERVED_CLAIMS: ReadonlySet<string> = new Set([
  "iss",
  "aud",
  "sub",
  "sid",
  "iat",
  "exp",
  "nbf",
  "jti",
  "auth_time",
  "gen",
  "br",
  "bnd",
  "ses",
  "data",
  "act",
  "cnf",
  "__proto__",
]);

/** Reserved, and never written by this server: a token that has one was not written by it. */
const UNWRITTEN_CLAIMS = ["nbf", "jti", "cnf"] as const;

/** Tolerated clock skew, in milliseconds. */
const SKEW = 5_000;

interface Payload {
  iss: string;
  aud: string;
  sub: string;
  sid: string;
  iat: number;
  exp: number;
  auth_time: number;
  gen: number;
  br: number;
  /** `createdAt`, `expiresAt`, `absoluteExpiresAt` (seconds), `remember` (0 or 1). */
  ses: [number, number, number, number];
  /** Set if the session is bound to a key of its browser. */
  bnd?: 1;
  data?: JsonObject;
  /** The actor of an impersonation, and the actor's own session (RFC 8693 4.1). */
  act?: { sub: string; sid: string };
}

/** Whether an access token has expired, with 5 s of tolerated clock skew. */
export function isOver(claims: AccessClaims, now: number): boolean {
  return now >= claims.tokenExpiresAt + SKEW;
}

export function createAccessTokens(
  codec: SyncTokenCodec,
  options: AccessTokenOptions,
): SyncAccessTokens;
export function createAccessTokens(codec: TokenCodec, options: AccessTokenOptions): AccessTokens;
export function createAccessTokens(codec: TokenCodec, options: AccessTokenOptions): AccessTokens {
  const verified = createVerifiedTokens<AccessClaims>(options.cache);

  function accept(token: string, payload: object | null): AccessClaims | null {
    const claims = payload && readPayload(payload, options);
    if (claims) verified.set(token, claims);
    return claims;
  }

  return {
    sign: (claims, now) => codec.sign(toPayload(claims, options, now)),
    verify(token) {
      const known = verified.get(token);
      if (known) return known;
      const payload = codec.verify(token);
      if (payload instanceof Promise) return payload.then((value) => accept(token, value));
      return accept(token, payload);
    },
  };
}

function toPayload(claims: AccessClaims, options: AccessTokenOptions, now: number): Payload {
  return {
    iss: options.issuer,
    aud: options.audience,
    sub: claims.userId,
    sid: claims.id,
    iat: seconds(now),
    exp: seconds(claims.tokenExpiresAt),
    auth_time: seconds(claims.authenticatedAt),
    gen: claims.generation,
    br: claims.branch,
    ses: [
      seconds(claims.createdAt),
      seconds(claims.expiresAt),
      seconds(claims.absoluteExpiresAt),
      claims.remember ? 1 : 0,
    ],
    ...(claims.bound ? { bnd: 1 } : {}),
    ...(claims.actor && { act: { sub: claims.actor.userId, sid: claims.actor.sessionId } }),
    ...(Object.keys(claims.data).length === 0 ? {} : { data: claims.data }),
    ...claims.claims,
  };
}

/** The contents of a genuine token. Null for a payload that this library does not write, or for another audience. */
export function readPayload(
  genuine: object,
  options: Omit<AccessTokenOptions, "cache">,
): AccessClaims | null {
  const payload = genuine as Partial<Payload>;
  const { iss, aud, sub, sid, iat, exp, auth_time, gen, br, ses, data } = payload;
  if (iss !== options.issuer || aud !== options.audience) return null;
  const actor = readActor(payload.act);
  if (!isText(sub) || !isText(sid) || actor === undefined) return null;
  if (!isWhole(iat) || !isWhole(exp) || !isWhole(auth_time) || !isWhole(gen) || !isWhole(br))
    return null;
  if (!Array.isArray(ses) || ses.length !== 4 || !ses.every(isWhole)) return null;
  if (data !== undefined && (typeof data !== "object" || data === null)) return null;
  if (UNWRITTEN_CLAIMS.some((name) => Object.hasOwn(payload, name))) return null;
  const parse = options.userIds?.parse ?? SAME;
  return {
    userId: sub,
    sessionUserId: parse(sub),
    actor,
    sessionActor: actor && deepFreeze({ ...actor, userId: parse(actor.userId) }),
    id: sid,
    issuedAt: iat * 1000,
    generation: gen,
    branch: br,
    createdAt: ses[0] * 1000,
    authenticatedAt: auth_time * 1000,
    expiresAt: ses[1] * 1000,
    absoluteExpiresAt: ses[2] * 1000,
    remember: ses[3] === 1,
    bound: payload.bnd === 1,
    claims: ownClaims(payload),
    data: data ? deepFreeze(data) : NO_DATA,
    tokenExpiresAt: exp * 1000,
  };
}

/** Null without an actor; undefined if the claim is not one that this server writes. */
function readActor(act: unknown): { userId: string; sessionId: string } | null | undefined {
  if (act === undefined) return null;
  if (typeof act !== "object" || act === null || Object.keys(act).join() !== "sub,sid")
    return undefined;
  const { sub, sid } = act as Readonly<Record<string, unknown>>;
  if (!isText(sub) || !isText(sid)) return undefined;
  return { userId: sub, sessionId: sid };
}

const SAME = (text: string): string => text;

const NO_DATA: JsonObject = Object.freeze({});

/** The claims of the application: all members that are not reserved. */
function ownClaims(payload: object): object {
  const claims: Record<string, unknown> = {};
  for (const name in payload) {
    if (!RESERVED_CLAIMS.has(name)) claims[name] = (payload as Record<string, unknown>)[name];
  }
  return deepFreeze(claims);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
