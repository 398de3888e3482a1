import { expect, test } from "vitest";
import { createBoundConnection, type Verdict } from "./bound-connection.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createCookieJar } from "./cookie-jar.ts";
import { createKeyChain } from "./key-chain.ts";
import { createLaptop } from "./laptop.ts";
import type { NetworkQuality } from "./network.ts";
import { Random } from "./random.ts";
import { createBoundSessionkit } from "./rules/sessionkit.ts";
import { type Answer, OWNER } from "./server.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { NO_TRACE } from "./trace.ts";
import { installVirtualTime } from "./virtual-time.ts";

const START = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;
const PERFECT: NetworkQuality = { lost: 0, stalled: 0, stalledAfterWake: 0, longestStall: 0 };

interface Owner {
  readonly timeline: Timeline;
  readonly connection: Connection;
  readonly verdicts: readonly Verdict[];
  /** Requests a page, and adds the answer to `answers`. */
  open(): void;
  readonly answers: readonly (Answer | null)[];
}

test("22 requests after the end of the short cookie wait for one refresh, and are signed in", async () => {
  const { answers, verdicts } = await simulate(({ timeline, open }) => {
    timeline.after(15 * MINUTE, () => {
      for (let request = 0; request < 22; request++) open();
    });
  });
  expect(answers.map((answer) => answer?.status)).toEqual(Array(22).fill("authenticated"));
  expect(verdicts).toEqual(["refreshed"]);
});

test("a request in the last two minutes of the short cookie is not held, and causes a refresh", async () => {
  const { answers, verdicts } = await simulate(({ timeline, open }) => {
    timeline.after(10 * MINUTE, open);
    timeline.after(13.5 * MINUTE, open);
    timeline.after(15 * MINUTE, open);
  });
  expect(answers.map((answer) => answer?.status)).toEqual(Array(3).fill("authenticated"));
  expect(verdicts).toEqual(["refreshed"]);
});

test("requests in an outage are 503 up to the limit on signatures and beyond it, and are signed in later", async () => {
  const isDown = (minute: number): boolean => minute >= 15 && minute < 17;
  const { answers, verdicts } = await simulate(({ timeline, open }) => {
    for (let second = 0; second < 10; second++) timeline.after(15 * MINUTE + second * 1_000, open);
    timeline.after(25 * MINUTE, open);
  }, isDown);
  expect(answers.map((answer) => answer?.status)).toEqual([
    ...Array(10).fill("unavailable"),
    "authenticated",
  ]);
  expect(verdicts).toEqual([
    ...Array(6).fill("server_error"),
    ...Array(4).fill("quota_exceeded"),
    "refreshed",
  ]);
});

/** One owner who signs in at the beginning, for half an hour. */
async function simulate(
  plan: (owner: Owner) => void,
  isDown: (minute: number) => boolean = () => false,
): Promise<Owner> {
  const timeline = createTimeline(START);
  const random = new Random("owner");
  const device = createLaptop(timeline, random.fork("laptop"), [], () => undefined);
  const jar = createCookieJar();
  const server = createBoundSessionkit({
    timeline,
    random: random.fork("server"),
    onDecision: () => undefined,
    isStoreDown: () => isDown((timeline.now() - START) / MINUTE),
  });
  const own = { timeline, random, device, jar, trace: NO_TRACE };
  const verdicts: Verdict[] = [];
  const answers: (Answer | null)[] = [];
  const connection = createBoundConnection(
    createConnection({ ...own, network: PERFECT, server, client: OWNER }),
    { ...own, keys: createKeyChain(timeline), onRefresh: (verdict) => verdicts.push(verdict) },
  );
  const open = (): void =>
    connection.send("page", 30_000, (answer) => answers.push(answer), { isDocument: true });
  const owner: Owner = { timeline, connection, verdicts, open, answers };
  const restore = installVirtualTime(timeline, random.fork("core"));
  try {
    timeline.after(0, () => connection.signIn(() => undefined));
    plan(owner);
    await timeline.run(START + 30 * MINUTE);
  } finally {
    restore();
  }
  expect(connection.isBound()).toBe(true);
  return owner;
}
