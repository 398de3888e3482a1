import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type ServedStore, serveStore } from "../../test/serve-store.ts";
import { describeMutations } from "../contract/describe-mutations.ts";
import { turn } from "../contract/turn.ts";
import { describeRefreshRace } from "./describe-refresh-race.ts";
import type { RaceAnswer, RaceReport } from "./race.ts";
import { refreshRaceCases } from "./refresh-race-cases.ts";
import { openTrack, type RaceCourse, type RaceResult } from "./run-race.ts";

const module = new URL("../../test/remote-store.js", import.meta.url);

describe("a correct store", () => {
  let served: ServedStore;
  beforeAll(async () => {
    served = await serveStore(createMemoryStore());
  });
  afterAll(() => served.close());

  describeRefreshRace("the memory store, served", {
    module,
    env: () => ({ REMOTE_STORE: served.url }),
  });
});

describeMutations<RaceResult>(refreshRaceCases, goodRace, {
  "a refresh that is signed out": {
    breaks: "signs in every one of 64 refreshes that two processes send at once",
    by: () => ({ reports: reports({ status: "unauthenticated", reason: "reused" }) }),
  },
  "a session that both processes rotated": {
    breaks: "rotates the session once, in one of the processes",
    by: ({ reports }) => ({ reports: reports.map((report) => ({ ...report, rotations: 1 })) }),
  },
  "a second session token": {
    breaks: "issues one session token, byte for byte the same in every answer",
    by: () => ({ reports: reports({ sessionToken: "v1.other" }) }),
  },
  "a session token that is rejected later": {
    breaks: "keeps the session valid, and accepts its token an hour later",
    by: () => ({ later: { status: "unauthenticated", reason: "unknown", sessionToken: null } }),
  },
});

describe("the race", () => {
  it.each<[string, string, (store: SessionStore) => Partial<SessionStore>, object]>([
    [
      "update that compares in one step and writes in another",
      "rotates the session once, in one of the processes",
      compareThenWrite,
      {},
    ],
    [
      "update that only a lock inside one process protects",
      "rotates the session once, in one of the processes",
      compareThenWrite,
      { ONE_WRITER: "1" },
    ],
    [
      "update that throws instead of returning conflict",
      "signs in every one of 64 refreshes that two processes send at once",
      (store) => ({
        async update(id, version, changes) {
          const result = await store.update(id, version, changes);
          if (result === "conflict") throw new Error("could not serialize access");
          return result;
        },
      }),
      {},
    ],
    [
      "update that returns before it takes effect",
      "keeps the session valid, and accepts its token an hour later",
      (store) => ({
        async update(id) {
          await store.delete(id);
          return "updated";
        },
      }),
      {},
    ],
  ])("tells %s", async (_, breaks, by, env) => {
    const store = createMemoryStore();
    const served = await serveStore({ ...store, ...by(store) });
    onTestFinished(() => served.close());
    const race = await run({ module, env: { ...env, REMOTE_STORE: served.url } });
    expect(await broken(race)).toContain(breaks);
  });

  it("reports why a process did not start", async () => {
    const missing = { module: new URL("./no-such-module.js", import.meta.url) };
    await expect(run(missing)).rejects.toThrow("no-such-module.js");
    const strange = { module: new URL("../../tsdown.config.ts", import.meta.url) };
    await expect(run(strange)).rejects.toThrow("tsdown.config.ts");
    await expect(run({ module: "./relative.js" })).rejects.toThrow("absolute");
  });

  it("reports what a process wrote before it ended by itself", async () => {
    const course = { module, nodeArgs: ["--import", "data:text/javascript,process.exit(7)"] };
    await expect(run(course)).rejects.toThrow("(7)");
  });

  it("starts new processes after one failed", async () => {
    const served = await serveStore(createMemoryStore());
    onTestFinished(() => served.close());
    const track = openTrack({ module, env: { REMOTE_STORE: served.url } });
    onTestFinished(() => track.close());
    const wrong = "neither" as "jwt";
    await expect(track.run(wrong)).rejects.toThrow("neither");
    expect(await broken(await track.run("jwt"))).toEqual([]);
    expect(await broken(await track.run("database"))).toEqual([]);
  });
});

async function run(course: RaceCourse): Promise<RaceResult> {
  const track = openTrack(course);
  try {
    return await track.run("jwt");
  } finally {
    track.close();
  }
}

function goodRace(): RaceResult {
  const [answer] = reports()[0]?.answers ?? [];
  return {
    before: { generation: 1 },
    reports: reports(),
    after: { generation: 2 },
    later: answer ?? null,
  };
}

/** The reports of two processes; `odd` replaces members of the last answer. */
function reports(odd: Partial<RaceAnswer> = {}): RaceReport[] {
  const answer = { status: "authenticated", reason: null, sessionToken: "v1.one" };
  const answers = Array.from({ length: 32 }, () => answer);
  return [
    { answers, rotations: 1 },
    { answers: [...answers.slice(1), { ...answer, ...odd }], rotations: 0 },
  ];
}

async function broken(race: RaceResult): Promise<string[]> {
  const outcomes = await Promise.all(
    refreshRaceCases.map(({ title, run }) =>
      run(race).then(
        () => [],
        () => [title],
      ),
    ),
  );
  return outcomes.flat();
}

/** Between comparing and writing, the first update waits for another, as happens in a slow backend. */
function compareThenWrite(store: SessionStore): Partial<SessionStore> {
  let compared = 0;
  return {
    async update(id, version, changes) {
      const record = await store.find(id);
      if (record?.version !== version) return record ? "conflict" : "missing";
      // Only the race rotates; a sign-in confirms only its own record.
      if (changes.generation !== undefined) compared++;
      while (changes.generation !== undefined && compared < 2) await turn();
      return store.update(id, (await store.find(id))?.version ?? version, changes);
    },
  };
}
