import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { readCookie } from "../../cookies/read-cookie.ts";
import type { SessionRequest } from "../../request/request.ts";
import type { Context } from "../context.ts";

/** What a request carries, not yet looked at. */
export interface Credentials {
  readonly transport: "cookie" | "bearer";
  /** Null in `database` mode and where there is none. */
  readonly accessToken: string | null;
  readonly sessionToken: string | null;
  /** The same cookie twice: somebody may have planted one (cookie tossing), so neither is read. */
  readonly duplicate: boolean;
  readonly specs: CookieSpecs;
}

/** How our tokens begin; another scheme's bearer token is none of our business, and the cookies decide. */
const OURS = /^Bearer +(v1\.[^\s]+|eyJ[^\s]+)$/i;

export function readCredentials(context: Context, request: SessionRequest): Credentials {
  const specs = context.cookieSpecs(request);
  const stored = context.mode === "database";
  const authorization = request.header("authorization");
  const bearer = authorization ? OURS.exec(authorization)?.[1] : undefined;
  if (bearer !== undefined) {
    return {
      transport: "bearer",
      accessToken: stored ? null : bearer,
      sessionToken: stored ? bearer : null,
      duplicate: false,
      specs,
    };
  }
  const header = request.header("cookie");
  if (!header)
    return { transport: "cookie", accessToken: null, sessionToken: null, duplicate: false, specs };
  const access = stored ? null : readCookie(header, specs.access.name);
  const session = readCookie(header, specs.session.name);
  if (access === "duplicate" || session === "duplicate") {
    return { transport: "cookie", accessToken: null, sessionToken: null, duplicate: true, specs };
  }
  return {
    transport: "cookie",
    accessToken: access?.value || null,
    sessionToken: session?.value || null,
    duplicate: false,
    specs,
  };
}
