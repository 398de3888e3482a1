import type { Ending } from "../../session/revoked-sessions.ts";
import { isOver } from "../../tokens/access-token.ts";
import type { Owner } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/**
 * The session that a request's credentials name: by its session token, at whatever position and however old, else by an
 * access token that has not expired. Null for none.
 *
 * @param ending marks that session as over in this process from here on, whatever the store answers
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
