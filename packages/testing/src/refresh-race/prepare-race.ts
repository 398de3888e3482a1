import {
  applyToCookieHeader,
  createSessions,
  type Outcome,
  type SessionEvent,
  type StoredSessions,
} from "@sessionkit/core";
import { fixedClock, START } from "../clock/fixed-clock.ts";
import { randomText } from "../records/random-text.ts";
import { ORIGIN, requestWith } from "../requests/request-with.ts";
import {
  type RaceAnswer,
  type RaceCommands,
  type RaceModule,
  type RaceSetup,
  REFRESHES,
} from "./race.ts";

const HOUR = 3_600_000;

/** Core as in one process of an application, over the store of the module under test. */
export async function prepareRace({ module, strategy, secret }: RaceSetup): Promise<RaceCommands> {
  const { default: participate } = (await import(module)) as { default?: RaceModule };
  if (typeof participate !== "function") {
    throw new TypeError(`${module} has no default export that is a function.`);
  }
  const { store, userId = `user-${randomText(8)}`, close } = await participate();
  const clock = fixedClock();
  const events: SessionEvent[] = [];
  const sessions = createSessions({
    strategy,
    store,
    secret,
    clock,
    origin: ORIGIN,
    // A slow process must not fail the race.
    timeout: "30s",
    onEvent: (event) => events.push(event),
    ...(strategy === "database" ? { rotateEvery: "15m" } : {}),
  });
  await warmUp(sessions, userId);
  return {
    async signIn() {
      const { session, cookies } = await sessions.create(userId);
      return { sessionId: session.id, cookie: applyToCookieHeader(null, cookies) };
    },
    async look(sessionId) {
      const looks = Array.from({ length: REFRESHES }, () => store.find(sessionId));
      const [record] = await Promise.all(looks);
      return record ? { generation: record.generation } : null;
    },
    async race(cookie) {
      clock.set(START + HOUR);
      events.length = 0;
      const request = requestWith(cookie);
      const refreshes = Array.from({ length: REFRESHES }, () => sessions.refresh(request));
      const answers = (await Promise.all(refreshes)).map(answerOf);
      return {
        answers,
        rotations: events.filter(({ type }) => type === "session.rotated").length,
      };
    },
    async goOn(sessionToken) {
      clock.set(START + 2 * HOUR);
      return answerOf(await sessions.refresh(requestWith(null), sessionToken));
    },
    async finish() {
      await close?.();
    },
  };
}

/** Warms up: without it a process whose code runs for the first time would miss the race. */
async function warmUp(sessions: StoredSessions, userId: string): Promise<void> {
  const { session, tokens } = await sessions.create(userId);
  await sessions.refresh(requestWith(null), tokens?.sessionToken ?? undefined);
  await sessions.revoke(session.id);
}

function answerOf(outcome: Outcome): RaceAnswer {
  const { status, reason } = outcome;
  if (outcome.status === "unavailable")
    return { status, reason: String(outcome.error), sessionToken: null };
  const cookie = outcome.cookies.find(({ name }) => name.endsWith("session"))?.value;
  const token = outcome.status === "authenticated" ? outcome.tokens?.sessionToken : null;
  return { status, reason, sessionToken: token ?? cookie ?? null };
}
