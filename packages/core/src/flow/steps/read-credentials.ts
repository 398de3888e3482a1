import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { readCookie } from "../../cookies/read-cookie.ts";
import type { SessionRequest } from "../../request/request.ts";
import type { Context } from "../context.ts";

/** The unverified credentials of a request: see `Call`. */
export interface Credentials {
  /** New credentials are returned by the same transport. */
  readonly transport: "cookie" | "bearer" | "body";
  /** In the `database` strategy that of a process with another strategy, which is cleared and never accepted. */
  readonly accessToken: string | null;
  readonly sessionToken: string | null;
  /** The body has an empty token, or a cookie occurs twice (cookie tossing): then neither value is read. */
  readonly malformed: boolean;
  readonly specs: CookieSpecs;
}

/** Reads the credentials of a request: a bearer token of this server, else the cookies. */
export function readCredentials(
  context: Context,
  request: SessionRequest | undefined,
): Credentials {
  const specs = context.cookieSpecs(request);
  return readBearer(context, request, specs) ?? readCookies(context, request, specs);
}

/**
 * Reads a bearer token with exactly the header that this server writes, or with the form of a session token and a known
 * key id. Any other `Authorization` (of a proxy, another issuer, Basic) is ignored, and the cookies are read.
 */
function readBearer(
  context: Context,
  request: SessionRequest | undefined,
  specs: CookieSpecs,
): Credentials | null {
  const authorization = request?.header("authorization");
  const token = authorization ? context.bearer.exec(authorization)?.[1] : undefined;
  if (token === undefined) return null;
  const isSession = context.backend.hasOwnForm(token);
  if (!isSession && !(context.access && context.accessCodec.hasOwnHeader(token))) return null;
  return {
    transport: "bearer",
    accessToken: isSession ? null : token,
    sessionToken: isSession ? token : null,
    malformed: false,
    specs,
  };
}

function readCookies(
  context: Context,
  request: SessionRequest | undefined,
  specs: CookieSpecs,
): Credentials {
  const header = request?.header("cookie");
  const read = header ? readCookie(header, specs.access.name) : null;
  // Only to be cleared where this strategy issues none.
  const access = read === "duplicate" && !context.access ? null : read;
  const session = header ? readCookie(header, specs.session.name) : null;
  const malformed = access === "duplicate" || session === "duplicate";
  return {
    transport: "cookie",
    accessToken: malformed ? null : access?.value || null,
    sessionToken: malformed ? null : session?.value || null,
    malformed,
    specs,
  };
}
