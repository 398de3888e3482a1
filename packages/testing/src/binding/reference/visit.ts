import { type Outcome, SessionRequiredError, SessionStoreError } from "@sessionkit/core";
import type { BindingSessions, BindingWorld } from "../world/create-binding-world.ts";
import type { Exchange } from "./exchange.ts";

type Session = Parameters<BindingSessions["isFresh"]>[0];

/** A request on its way through the application. */
export interface Visit extends Pick<BindingWorld, "sessions" | "held"> {
  readonly exchange: Exchange;
  readonly outcome: Outcome;
}

export type Route = (visit: Visit) => void | Promise<void>;

export const SIGNED_OUT: Outcome = {
  status: "unauthenticated",
  session: null,
  reason: "absent",
  cookies: [],
};

/** What `getSession` of a binding returns. */
export function sessionOf({ outcome }: Visit): Session | null {
  if (outcome.status === "unavailable") throw new SessionStoreError("The store is down.");
  return outcome.session as Session | null;
}

/** Applies a change, and returns the session that results from it. */
export async function change(
  visit: Visit,
  how: (session: Session) => Promise<Outcome>,
): Promise<Session | null> {
  const { exchange, outcome } = visit;
  const session = sessionOf(visit);
  if (session && exchange.faults.has("changes in name only")) return session;
  const changed = session ? await how(session) : outcome;
  exchange.setCookies(changed.cookies);
  if (exchange.faults.has("gives cookies to every client") && !isCookieClient(exchange))
    exchange.setCookies((await visit.sessions.create(`${session?.userId}`)).cookies);
  const after = sessionOf({ ...visit, outcome: changed });
  if (!after && !exchange.faults.has("changes a session that does not exist"))
    throw new SessionRequiredError("session_required", changed.reason);
  return after;
}

function isCookieClient({ sessionToken, request }: Exchange): boolean {
  return sessionToken !== null && !request.header("authorization");
}
