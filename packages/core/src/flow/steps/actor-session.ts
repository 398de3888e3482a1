import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { type SetCookie, setCookie } from "../../cookies/set-cookie.ts";
import type { Ending } from "../../session/denylist.ts";
import { isStoreError } from "../../store/deadline.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { cookieAge } from "./issue.ts";
import { ownerOf } from "./owner-of.ts";
import type { Credentials } from "./read-credentials.ts";

/** The actor's own session token in the cookie of an impersonation, also after its end. Null if there is none. */
export function actorTokenOf(
  { backend }: Context,
  { transport, sessionToken }: Credentials,
): string | null {
  return sessionToken === null || transport !== "cookie"
    ? null
    : backend.actorTokenOf(sessionToken);
}

/**
 * The actor's own token as the session cookie, in place of that of an impersonation. Without the record of its session, also if
 * the store fails, the cookie ends with the browser.
 */
export async function actorCookie(
  context: Context,
  call: Call,
  { session }: CookieSpecs,
  actorToken: string,
): Promise<SetCookie> {
  const record = await findActor(call, context.backend.sessionIdOf(actorToken));
  return setCookie(session, actorToken, record && cookieAge(record, context.now()));
}

async function findActor(call: Call, id: string | null): Promise<SessionRecord | null> {
  try {
    return id === null ? null : await call.store.find(id);
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return null;
  }
}

/** Makes this process refuse the actor's own session, whatever the store answers. */
export function denyActorOf(context: Context, credentials: Credentials, ending: Ending): void {
  const actorToken = actorTokenOf(context, credentials);
  const id = actorToken === null ? null : context.backend.sessionIdOf(actorToken);
  if (id !== null) context.denylist.end(id, ending);
}

/**
 * Ends the actor's own session together with an impersonation: the browser loses its credential. Returns how many sessions
 * ended.
 */
export async function endActorOf(
  context: Context,
  call: Call,
  credentials: Credentials,
  ending: Ending,
): Promise<0 | 1> {
  const sessionToken = actorTokenOf(context, credentials);
  if (sessionToken === null) return 0;
  const own = { ...credentials, accessToken: null, sessionToken };
  const owner = await ownerOf(context, call, own, ending);
  return owner && (await context.backend.end(call, owner, ending)) ? 1 : 0;
}
