import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { readCookie } from "../../cookies/read-cookie.ts";
import type { SessionRequest } from "../../request/request.ts";
import type { Context } from "../context.ts";

/** What a request presented, not yet verified. Read once per request; every later decision uses it. */
export interface Credentials {
  /** A credential is returned only by the transport that presented one. */
  readonly transport: "cookie" | "bearer" | "body";
  /** In the `database` strategy that of a process with another strategy, which is cleared and never accepted. */
  readonly accessToken: string | null;
  readonly sessionToken: string | null;
  /** An empty token in a body, or the same cookie twice (cookie tossing), of which neither is read. */
  readonly malformed: boolean;
  readonly specs: CookieSpecs;
}

const BEARER = /^Bearer +(\S+)$/i;

/** Reads the credentials of a request: a bearer token that is ours, else the cookies. */
export function readCredentials(context: Context, request: SessionRequest): Credentials {
  const specs = context.cookieSpecs(request);
  return readBearer(context, request, specs) ?? readCookies(context, request, specs);
}

/** The credentials of a client that sent its session token in the body. */
export function bodyCredentials({ specs }: Credentials, sessionToken: string): Credentials {
  return {
    transport: "body",
    accessToken: null,
    sessionToken,
    malformed: sessionToken === "",
    specs,
  };
}

/**
 * Ours has exactly the header that this server writes, or the form of a session token with a known key. Any other
 * `Authorization` (of a proxy, another issuer, Basic) is not there, and the cookies decide.
 */
function readBearer(
  context: Context,
  request: SessionRequest,
  specs: CookieSpecs,
): Credentials | null {
  const authorization = request.header("authorization");
  const token = authorization ? BEARER.exec(authorization)?.[1] : undefined;
  if (token === undefined) return null;
  const isSession = context.backend.hasOwnForm(token);
  if (!isSession && !context.access?.hasOwnHeader(token)) return null;
  return {
    transport: "bearer",
    accessToken: isSession ? null : token,
    sessionToken: isSession ? token : null,
    malformed: false,
    specs,
  };
}

function readCookies(context: Context, request: SessionRequest, specs: CookieSpecs): Credentials {
  const header = request.header("cookie");
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
