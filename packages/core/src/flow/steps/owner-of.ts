import type { Ending } from "../../session/denylist.ts";
import { expiryReason } from "../../session/lifetime.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { isOver } from "../../tokens/access-token.ts";
import type { Owner } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/**
 * The session that a request's credentials identify: by a session token at any position and of any age, else by an
 * unexpired access token. Null if there is none.
 *
 * @param ending marks that session as over in this process from here on, also if the store fails or no longer has it
 */
export async function ownerOf(
  context: Context,
  call: Call,
  { accessToken, sessionToken }: Credentials,
  ending: Ending | null,
): Promise<Owner | null> {
  const named = sessionToken === null ? null : context.backend.sessionIdOf(sessionToken);
  if (named !== null) {
    // Before the store is called: no request of this process sees a session whose end has begun.
    if (ending) context.denylist.end(named, ending);
    return context.backend.identify(call, sessionToken as string);
  }
  const access = accessToken === null ? null : await context.access?.verify(accessToken);
  if (!access || isOver(access, context.now())) return null;
  if (ending) context.denylist.end(access.id, ending);
  return access;
}

/** The same for ending more than that session: only one that the store still has may. */
export async function livingOwnerOf(
  context: Context,
  call: Call,
  credentials: Credentials,
): Promise<SessionRecord | null> {
  const owner = await ownerOf(context, call, credentials, null);
  if (!owner || !context.store) return null;
  const record = "version" in owner ? owner : await call.store.find(owner.id);
  return record && expiryReason(record, context.now()) === null ? record : null;
}
