import { SessionConfigError } from "../../base/errors.ts";
import type { SessionRequest } from "../../request/request.ts";
import type { AdoptableSession, Adopter } from "../../session/adopter.ts";
import type { EndReason } from "../../session/reasons.ts";
import type { Adoptable } from "../backend/backend.ts";
import type { Context } from "../context.ts";

/** An adopter, and a request with one of its cookies. */
export interface OldSource {
  readonly adopter: Adopter<unknown>;
  readonly request: SessionRequest;
}

/** What it has found there. */
export interface FoundOld extends OldSource {
  readonly session: AdoptableSession<unknown>;
}

/** The session of the other library, checked, or why it is not adopted. */
export function readOld(context: Context, { adopter, session }: FoundOld): Adoptable | EndReason {
  const { credential, remember = true, data } = session;
  const createdAt = timeOf(session.createdAt);
  const { authenticatedAt: proven = session.createdAt ?? null } = session;
  const authenticatedAt = proven === null ? null : timeOf(proven);
  const expiresAt = timeOf(session.expiresAt);
  if (typeof credential !== "string" || credential === "") return "malformed";
  if ([createdAt, authenticatedAt, expiresAt].some(Number.isNaN)) return "malformed";
  const userId = toText(context, session.userId);
  if (userId === null) return "malformed";
  if (expiresAt !== null && expiresAt <= context.now()) return "expired_absolute";
  if ((createdAt ?? 0) < (context.adoption?.notBefore ?? 0)) return "revoked";
  const { absolute } = context.lifetime({ user: null, userId, remember });
  if (createdAt !== null && createdAt + absolute <= context.now()) return "expired_absolute";
  return {
    ...{ adopter: adopter.name, credential, userId, remember, data },
    ...{ createdAt, authenticatedAt, expiresAt },
  };
}

/** Null for a value that is no user id of this application. */
function toText({ userIds }: Context, userId: unknown): string | null {
  try {
    return userIds.format(userId);
  } catch (error) {
    if (error instanceof SessionConfigError) return null;
    throw error;
  }
}

/** Null if the other library records no such time; NaN if it is invalid. */
function timeOf(date: Date | undefined): number | null {
  if (date === undefined) return null;
  return date instanceof Date ? date.getTime() : Number.NaN;
}
