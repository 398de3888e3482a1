import type { ProblemCode } from "../http/answer.ts";
import { problem } from "../http/response.ts";
import type { SessionRequest } from "../request/request.ts";
import type { AnySessions } from "../service/sessions.ts";
import type { Authenticated } from "../session/outcome.ts";
import type { Reason } from "../session/reasons.ts";
import type { Session } from "../session/session.ts";

/** Why a connection is refused. `status` is for a handshake that can be answered over HTTP. */
export interface UpgradeRefusal {
  readonly status: 401 | 403 | 503;
  readonly code: Extract<ProblemCode, "session_required" | "cross_site" | "unavailable">;
  readonly reason: Reason | null;
}

/** The session of a handshake. Branch on `refusal`. */
export type Upgrade<S = Session> =
  | {
      readonly session: S;
      /**
       * Seconds after which to check the session again, for a connection that does not use `signal`: until the access
       * token expires or, in `database` mode, 15 minutes at most.
       */
      readonly expiresIn: number;
      /**
       * Aborted when the session ends: revoked in any process, expired, or its user gone. `signal.reason` says why. The
       * session is watched from the first access to this member until the connection is closed.
       */
      readonly signal: AbortSignal;
      readonly refusal: null;
    }
  | {
      readonly session: null;
      readonly expiresIn: 0;
      readonly signal: null;
      readonly refusal: UpgradeRefusal;
    };

/**
 * The session of a WebSocket handshake, or of any connection that begins with a request. Verifies without refreshing: a
 * handshake cannot set cookies. Browsers let any site open a WebSocket with the cookies of this one. A handshake therefore
 * counts as a mutation: its `Origin` must be this origin or an allowed one.
 *
 * @param closed aborted when the connection is closed
 */
export async function authenticateUpgrade(
  sessions: AnySessions,
  request: SessionRequest,
  closed?: AbortSignal,
): Promise<Upgrade> {
  const header = (name: string) => request.header(name);
  if (sessions.isCrossSite({ method: "POST", header })) return refused("cross_site", null);
  const outcome = await sessions.resolve(request, { write: false });
  switch (outcome.status) {
    case "authenticated":
      return accepted(sessions, outcome, closed);
    case "unauthenticated":
      return refused("session_required", outcome.reason);
    case "unavailable":
      return refused("unavailable", "unavailable");
  }
}

function accepted(
  sessions: AnySessions,
  outcome: Authenticated<Session>,
  closed: AbortSignal | undefined,
): Upgrade {
  const { session, expiresIn } = outcome;
  let signal: AbortSignal | undefined;
  return {
    session,
    expiresIn: sessions.mode === "database" ? Math.min(expiresIn, RECHECK) : expiresIn,
    get signal() {
      signal ??= sessions.watch(session, { until: closed });
      return signal;
    },
    refusal: null,
  };
}

/** In seconds, as long as an access token by default. */
const RECHECK = 900;

function refused(code: UpgradeRefusal["code"], reason: UpgradeRefusal["reason"]): Upgrade<never> {
  const status = problem(code).status as UpgradeRefusal["status"];
  return { session: null, expiresIn: 0, signal: null, refusal: { status, code, reason } };
}

/**
 * The method by which a request is judged. The handshake of a WebSocket is sent as a GET, but any site's page may open one
 * with the cookies of this one, over a channel that changes things. It has the method that HTTP/2 gives it (RFC 8441). No
 * cookie can be set on its answer.
 *
 * @param upgrade value of the header
 */
export function effectiveMethod(method: string, upgrade: string | null): string {
  return method === "GET" && upgrade?.toLowerCase() === "websocket" ? HANDSHAKE : method;
}

/** Result of `effectiveMethod` for the handshake of a WebSocket. */
export const HANDSHAKE = "CONNECT";
