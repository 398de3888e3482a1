import { randomBytes } from "node:crypto";
import {
  createSessions,
  type SessionRequest,
  type SessionStore,
  type StoredSessions,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { printTable } from "../report/print-table.ts";

const BATCHES = 400;
const CHECKS = 2_000;

/** A signed check of a session that was verified before, with a revocation feed and without one, in turns. */
export async function measureCheck(): Promise<void> {
  const withFeed = createMemoryStore();
  const {
    publishRevocation: _,
    readRevocations: __,
    deleteRevocations: ___,
    ...without
  } = withFeed;
  const [one, other] = await Promise.all([withFeed, without].map(signedIn));
  const times: [number[], number[]] = [[], []];
  for (let batch = 0; batch < BATCHES; batch++) {
    times[0].push(await timeBatch(one as Signed));
    times[1].push(await timeBatch(other as Signed));
  }
  const [fed, bare] = times.map(median) as [number, number];
  printTable(
    "A signed check of a session that was verified before",
    ["", "median", "ratio"],
    [
      ["without a feed", `${bare.toFixed(3)} µs`, "1"],
      ["with a feed", `${fed.toFixed(3)} µs`, (fed / bare).toFixed(2)],
    ],
  );
}

interface Signed {
  readonly sessions: Pick<StoredSessions, "resolve">;
  readonly request: SessionRequest;
}

async function signedIn(store: SessionStore): Promise<Signed> {
  const secret = randomBytes(32).toString("base64url");
  const sessions = createSessions({ strategy: "jwt", secret, store });
  const { tokens } = await sessions.create("ada");
  const header = (name: string) =>
    name === "authorization" ? `Bearer ${tokens?.accessToken}` : null;
  return { sessions, request: { method: "GET", header } };
}

/** Microseconds per check. */
async function timeBatch({ sessions, request }: Signed): Promise<number> {
  await sessions.resolve(request);
  const start = performance.now();
  for (let check = 0; check < CHECKS; check++) await sessions.resolve(request);
  return ((performance.now() - start) / CHECKS) * 1_000;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
