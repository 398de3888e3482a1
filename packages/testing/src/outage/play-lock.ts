import type { LockedStore, LockedWrite, LockReport, LockSubject } from "./lock-subject.ts";
import { type PreparedWrite, prepareWrites } from "./lock-writes.ts";

/** Collisions with the lock, in sequence: the state after one must not break the next. */
const ROUNDS = 2;

/** Writes while another connection holds the lock, while it is released and afterwards, and then reads every write. */
export async function playLock(subject: LockSubject): Promise<LockReport> {
  const { store } = subject;
  const rounds = await prepareRounds(store);
  const sent: Record<Phase, SentWrite[]> = { during: [], inFlight: [], afterwards: [] };
  let lockError: unknown;
  for (const { during, inFlight, afterwards } of rounds) {
    lockError = await errorOf(subject.lock);
    if (lockError !== undefined) break;
    sent.during.push(...(await send(store, during)));
    const pending = send(store, inFlight);
    await subject.release();
    sent.inFlight.push(...(await pending));
    sent.afterwards.push(...(await send(store, afterwards)));
  }
  const second = await subject.openPeer();
  return {
    lockError,
    during: await readBack(second, sent.during),
    inFlight: await readBack(second, sent.inFlight),
    afterwards: await readBack(second, sent.afterwards),
  };
}

type Phase = "during" | "inFlight" | "afterwards";
type Round = Record<Phase, PreparedWrite[]>;

/** All inserted before the first collision, after which a faulty store may fail to write. */
async function prepareRounds(store: LockedStore): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < ROUNDS) {
    const [during, inFlight, afterwards] = [
      await prepareWrites(store),
      await prepareWrites(store),
      await prepareWrites(store),
    ];
    rounds.push({ during, inFlight, afterwards });
  }
  return rounds;
}

interface SentWrite {
  readonly write: PreparedWrite;
  readonly status: string;
}

function send(store: LockedStore, writes: readonly PreparedWrite[]): Promise<SentWrite[]> {
  return Promise.all(
    writes.map(async (write) => ({ write, status: await statusOf(store, write) })),
  );
}

async function statusOf(store: LockedStore, { run, isExpected }: PreparedWrite): Promise<string> {
  try {
    const answer = await run(store);
    return isExpected(answer) ? "done" : `answered ${JSON.stringify(answer)}`;
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === "string" ? code : String(error);
  }
}

async function errorOf(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error ?? new Error("A value was thrown that is not an Error.");
  }
}

function readBack(second: LockedStore, sent: readonly SentWrite[]): Promise<LockedWrite[]> {
  return Promise.all(
    sent.map(async ({ write, status }) => ({
      call: write.call,
      status,
      found: await write.isDone(second),
    })),
  );
}
