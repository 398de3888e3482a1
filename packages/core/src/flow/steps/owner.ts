import { type Ending, SIGNED_OUT } from "../../session/denylist.ts";
import { expiryReason } from "../../session/lifetime.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { type AccessClaims, isOver } from "../../tokens/access-token.ts";
import type { Owner } from "../backend/backend.ts";
import type { Call } from "../call.ts";

/**
 * The session that a request's credentials identify: by a session token at any position and of any age, else by an
 * unexpired access token. Null if there is none.
 *
 * @param ending marks that session as over in this process from here on, also if the store fails or no longer has it
 */
export async function ownerOf(call: Call, ending: Ending | null): Promise<Owner | null> {
  const { backend, denylist } = call.context;
  const { sessionToken } = call.credentials;
  const named = sessionToken === null ? null : backend.sessionIdOf(sessionToken);
  if (named !== null) {
    // Before the store is called: no request of this process sees a session whose end has begun.
    if (ending) denylist.end(named, ending);
    return backend.identify(call, sessionToken as string);
  }
  const access = await presentedAccess(call);
  if (access && ending) denylist.end(access.id, ending);
  return access;
}

/** The record of that session, which is read unless it was before. Null if the store no longer has it. */
export async function recordOf(call: Call, owner: Owner | null): Promise<SessionRecord | null> {
  return owner && ("version" in owner ? owner : call.store.find(owner.id));
}

/** The record, for ending more than that session. Null if it has expired or ended, and without a store. */
export async function livingOwnerOf(call: Call): Promise<SessionRecord | null> {
  const record = call.context.store && (await recordOf(call, await ownerOf(call, null)));
  return record && expiryReason(record, call.context.now()) === null ? record : null;
}

/** The genuine access token of a request that has not expired, whatever session it names. Null in `database` mode. */
export async function presentedAccess({
  context,
  credentials: { accessToken },
}: Call): Promise<AccessClaims | null> {
  const access = accessToken === null ? null : await context.access?.verify(accessToken);
  return access && !isOver(access, context.now()) ? access : null;
}

/** The actor's own session token in the cookie of an impersonation, also after its end. Null if there is none. */
export function actorTokenOf({ context, credentials }: Call): string | null {
  const { transport, sessionToken } = credentials;
  return sessionToken === null || transport !== "cookie"
    ? null
    : context.backend.actorTokenOf(sessionToken);
}

/**
 * Ends what the browser of a request has: its session and, in an impersonation, the actor's own session, whose credential it
 * loses. From here on this process refuses both, whatever the store answers.
 *
 * @returns the session, null if there is none, and how many sessions have ended
 */
export async function endPresented(
  call: Call,
): Promise<{ readonly owner: Owner | null; readonly ended: number }> {
  const { backend, denylist } = call.context;
  const sessionToken = actorTokenOf(call);
  const actorId = sessionToken === null ? null : backend.sessionIdOf(sessionToken);
  if (actorId !== null) denylist.end(actorId, SIGNED_OUT);
  const owner = await ownerOf(call, SIGNED_OUT);
  const actor = sessionToken === null ? null : await backend.identify(call, sessionToken);
  let ended = 0;
  for (const one of [actor, owner]) if (one && (await backend.end(call, one, SIGNED_OUT))) ended++;
  return { owner, ended };
}
