import type { StatelessClaims } from "../tokens/stateless-token.ts";
import type { SessionOf } from "./session.ts";
import type { SessionRecord } from "../store/session-store.ts";

/** The row that a store would hold, where there is none: one way of judging and issuing serves all modes. */
export function statelessRow(claims: StatelessClaims): SessionRecord {
  return {
    ...claims,
    secretHash: "",
    version: 1,
    generation: 1,
    branch: 1,
    previousBranch: 0,
    rotatedAt: claims.createdAt,
    seenGeneration: 1,
    seenAt: claims.createdAt,
    lastActiveAt: claims.createdAt,
    idleSeconds: 0,
    ip: null,
    userAgent: null,
  };
}

/** The same from the session that a request resolved to. */
export function rowOfSession(session: SessionOf): SessionRecord {
  return statelessRow({
    id: session.id,
    userId: session.userId,
    createdAt: new Date(session.createdAt),
    authenticatedAt: new Date(session.authenticatedAt),
    idleExpiresAt: new Date(session.expiresAt),
    absoluteExpiresAt: new Date(session.absoluteExpiresAt),
    remember: session.remember,
    data: session.data,
  });
}
