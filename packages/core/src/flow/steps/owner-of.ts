import type { Ending } from "../../session/revoked-sessions.ts";
import { isOver } from "../../tokens/access-token.ts";
import type { Owner } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/**
 * The session that a request's credentials identify: by a session token at any position and of any age, else by an
 * unexpired access token. Null if there is none.
 *
 * @param ending if given, the session is added to the denylist first, even if the store then fails
 */
export async function ownerOf(
  context: Context,
  call: Call,
  { accessToken, sessionToken }: Credentials,
  ending: Ending | null,
): Promise<Owner | null> {
  const named = sessionToken === null ? null : context.backend.sessionIdOf(sessionToken);
  if (named !== null) {
    if (ending) context.revoked.add(named, ending);
    return context.backend.identify(call, sessionToken as string);
  }
  const access = accessToken === null ? null : await context.access?.verify(accessToken);
  if (!access || isOver(access, context.now())) return null;
  if (ending) context.revoked.add(access.id, ending);
  else if (context.revoked.get(access.id)) return null;
  return access;
}
