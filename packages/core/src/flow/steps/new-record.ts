import { nanoid } from "nanoid";
import { SessionConfigError } from "../../base/errors.ts";
import type { SessionActor } from "../../session/actor.ts";
import { checkData, mergeData } from "../../session/data.ts";
import { checkLabel } from "../../session/label.ts";
import { firstState } from "../../session/rotation-state.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { hashSecret } from "../../tokens/session-token.ts";
import type { Call } from "../call.ts";

/** What is known of a session that starts. */
export interface NewSession {
  /** Null for a guest. */
  readonly userId: string | null;
  /** Undefined if it is not loaded yet. */
  readonly user: unknown;
  /** Of its session token. */
  readonly secret: string;
  readonly id?: string;
  readonly remember?: boolean | undefined;
  readonly data?: object | undefined;
  /** Milliseconds: the absolute lifetime counts from here. Default: now. */
  readonly createdAt?: number;
  /** Milliseconds. Later than now counts as now, and before 1970 as unproven. Default: now. */
  readonly authenticatedAt?: number | undefined;
  /** The latest end, in milliseconds. */
  readonly until?: number | undefined;
  readonly label?: string | null | undefined;
  /** Who acts as the user, in an impersonation. */
  readonly actor?: SessionActor | undefined;
  /** The key of the actor's own session, in an impersonation. */
  readonly boundKey?: string | null | undefined;
}

/** For `authenticatedAt`: the user has proved nothing. In milliseconds. */
export const UNPROVEN = 0;

/** The record of a session that starts now. Throws `SessionConfigError` for data or a label that cannot be stored. */
export function newRecord(
  { context, clientInfo }: Call,
  session: NewSession,
  initialData: object = context.initialData(session.user ?? null),
): SessionRecord {
  const { userId, user, remember = true, label = null, until = Number.POSITIVE_INFINITY } = session;
  const lifetime =
    userId === null
      ? context.guestLifetime(remember)
      : context.lifetime({ user: user ?? null, userId, remember });
  const now = context.now();
  const at = new Date(now);
  const createdAt = Math.min(now, session.createdAt ?? now);
  const end = Math.min(createdAt + lifetime.absolute, until);
  if (end <= now) throw new SessionConfigError("until", "has passed already.");
  const proven = new Date(Math.max(UNPROVEN, Math.min(now, session.authenticatedAt ?? now)));
  return {
    id: session.id ?? nanoid(),
    userId,
    secretHash: hashSecret(session.secret),
    version: 1,
    ...firstState(at, proven),
    createdAt: new Date(createdAt),
    lastActiveAt: at,
    idleExpiresAt: new Date(Math.min(now + lifetime.idle, end)),
    absoluteExpiresAt: new Date(end),
    idleSeconds: lifetime.idle / 1000,
    remember,
    ...clientInfo,
    label: checkLabel(label, context.mode),
    actorId: session.actor?.userId ?? null,
    actorSessionId: session.actor?.sessionId ?? null,
    boundKey: session.boundKey ?? null,
    data: checkData(mergeData(initialData, session.data ?? {}), context.maxDataBytes),
  };
}
