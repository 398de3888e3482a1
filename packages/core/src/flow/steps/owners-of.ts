import type { Ending } from "../../session/revoked-sessions.ts";
import type { Owner } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/**
 * The session that a request's credentials name: by its session token, at whatever position and however old, else by its
 * access token. Every session that they name genuinely is over in this process from here on, whatever the store answers.
 */
export async function ownersOf(
  context: Context,
  call: Call,
  { accessToken, sessionToken }: Credentials,
  ending: Ending,
): Promise<Owner[]> {
  const access = accessToken === null ? null : await context.access?.verify(accessToken);
  const named = sessionToken === null ? null : context.backend.sessionIdOf(sessionToken);
  if (named !== null) context.revoked.add(named, ending);
  if (access) context.revoked.add(access.id, ending);
  const bySession =
    named === null ? null : await context.backend.identify(call, sessionToken as string);
  const owners: Owner[] = bySession ? [bySession] : [];
  if (access && access.id !== named) owners.push({ id: access.id, userId: access.userId });
  return owners;
}
