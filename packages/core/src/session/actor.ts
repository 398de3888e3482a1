import type { SessionRecord } from "../store/session-store.ts";
import type { Ending } from "./denylist.ts";

/** Who acts as the user of a session, in an impersonation: the `act` claim of RFC 8693, 4.1. */
export interface SessionActor<UserId = string> {
  readonly userId: UserId;
  /** The actor's own session, from which the impersonation was started. */
  readonly sessionId: string;
}

/** The actor in a record; null if the user acts. */
export function actorOf({
  actorId,
  actorSessionId,
}: Pick<SessionRecord, "actorId" | "actorSessionId">): SessionActor | null {
  return actorId === null || actorSessionId === null
    ? null
    : { userId: actorId, sessionId: actorSessionId };
}

/** How a session has ended, as far as this process knows: by itself, or together with the session of its actor. */
export function endingOf(
  denylist: { endingOf(sessionId: string): Ending | undefined },
  { id, actor }: { readonly id: string; readonly actor: SessionActor | null },
): Ending | undefined {
  return denylist.endingOf(id) ?? (actor ? denylist.endingOf(actor.sessionId) : undefined);
}
