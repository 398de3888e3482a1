export type {
  AuthDatabaseOptions,
  AuthSessionRow,
  AuthTokenOptions,
} from "./adopter/auth-options.ts";
export type { AuthToken } from "./adopter/encrypted-token.ts";
export type { FindSessionOptions } from "./adopter/find-session.ts";
export type { SessionOptions } from "./adopter/session-options.ts";
export type { OldCookieOptions } from "./cookies/old-cookie.ts";
export {
  type AdopterCount,
  type AdoptionCount,
  type CountedEvent,
  countAdoptions,
} from "./events/count-adoptions.ts";
export { fromAuthJs } from "./sources/auth-js.ts";
export {
  type BetterAuthOptions,
  type BetterAuthSessionRow,
  fromBetterAuth,
} from "./sources/better-auth.ts";
export {
  type ExpressSessionData,
  type ExpressSessionOptions,
  type ExpressSessionStore,
  fromExpressSession,
} from "./sources/express-session.ts";
export { fromH3Session, type H3SessionOptions } from "./sources/h3-session.ts";
export { fromIronSession, type IronSessionOptions } from "./sources/iron-session.ts";
export { fromJwt, type JwtOptions } from "./sources/jwt.ts";
export { fromLucia, type LuciaSessionRow } from "./sources/lucia.ts";
export { fromNextAuth } from "./sources/next-auth.ts";
