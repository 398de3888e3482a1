import { randomBytes } from "node:crypto";
import {
  applyToCookieHeader,
  createSessions,
  type Duration,
  type RevocationFeed,
  type StoredSessions,
} from "@sessionkit/core";
import { fixedClock } from "../clock/fixed-clock.ts";
import { randomText } from "../records/random-text.ts";
import { ORIGIN } from "../requests/request-with.ts";
import type { OutageStrategy, OutageSubject } from "./outage.ts";

/** An application's sessions over the store of a subject, with users who signed in before the outage. */
export interface OutageService {
  /** As in an application that trusts access tokens in an outage, with a shorter timeout. */
  readonly sessions: StoredSessions;
  /** The same with a long timeout, for calls that must also succeed on a slow machine. */
  readonly patient: StoredSessions;
  /** Signed in an hour ago: their access token has expired. */
  readonly user: SignedInUser;
  /** Signed in an hour ago too; their session may end during the outage or after it. */
  readonly leaver: SignedInUser;
  /** Signed in just now. */
  readonly newcomer: SignedInUser;
  /** The types of all events so far. */
  readonly events: readonly string[];
}

export interface SignedInUser {
  readonly userId: string;
  readonly sessionId: string;
  readonly cookie: string;
}

/** @param timeout how long the store may take to answer */
export async function createOutageService(
  { store, userId }: OutageSubject,
  strategy: OutageStrategy,
  timeout: Duration,
): Promise<OutageService> {
  const clock = fixedClock();
  const events: string[] = [];
  const options = {
    strategy,
    store,
    clock,
    secret: randomBytes(32).toString("base64url"),
    origin: ORIGIN,
    onEvent: ({ type }: { type: string }) => events.push(type),
    ...(strategy === "database" ? { rotateEvery: "15m" as const } : {}),
  };
  const patient = createSessions({ ...options, timeout: "30s" });
  const signIn = async (): Promise<SignedInUser> => {
    const { session, cookies } = await patient.create(userId ?? `user-${randomText(8)}`);
    const cookie = applyToCookieHeader(null, cookies);
    return { userId: session.userId, sessionId: session.id, cookie };
  };
  const [user, leaver] = [await signIn(), await signIn()];
  clock.advance("1h");
  const newcomer = await signIn();
  const hasFeed = typeof (store as Partial<RevocationFeed>).readRevocations === "function";
  const revocation = hasFeed ? { whenUnavailable: "trust" as const } : undefined;
  const sessions = createSessions({ ...options, timeout, revocation });
  return { sessions, patient, user, leaver, newcomer, events };
}
