import type { ActivityLog, SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describe, expect, it } from "vitest";
import { describeMutations } from "../contract/describe-mutations.ts";
import { lockCases } from "./lock-cases.ts";
import type { LockedWrite, LockReport, LockSubject } from "./lock-subject.ts";
import { playLock } from "./play-lock.ts";

const FAILS = "fails with session_store, or writes, while another connection holds the write lock";
const LEAVES = "releases the lock between its calls";
const RECOVERS = "writes again after the lock is released, without a restart";
const KEEPS = "has written every write that it confirmed, as a second connection reads it";

describeMutations<LockReport>(lockCases, goodReport, {
  "an error of the driver's": {
    breaks: FAILS,
    by: ({ during }) => ({ during: [...during, write("insert", "SQLITE_BUSY", false)] }),
  },
  "a lock that no connection holds": {
    breaks: FAILS,
    by: () => ({ during: [write("insert", "done", true)] }),
  },
  "a store that keeps the lock": {
    breaks: LEAVES,
    by: () => ({ lockError: new Error("SQLITE_BUSY") }),
  },
  "a store that stays locked": {
    breaks: RECOVERS,
    by: () => ({ afterwards: [write("insert", "session_store", false)] }),
  },
  "a write that is confirmed and lost": {
    breaks: KEEPS,
    by: () => ({ afterwards: [write("delete", "done", false)] }),
  },
});

describe("a lock", () => {
  it("passes for a store that fails while the lock is held", async () => {
    const report = await playLock(lockSubject((_, disk) => disk));
    expect(await failedCases(report)).toEqual([]);
    expect(new Set(report.during.map(({ call }) => call))).toEqual(
      new Set(["insert", "update", "delete", "deleteByUser", "record", "deleteExpired"]),
    );
  });

  it.each<[string, string, (failed: boolean, disk: FullStore, lost: FullStore) => FullStore]>([
    [
      "a store that confirms writes after a collision without writing them",
      KEEPS,
      (failed, disk, lost) => (failed ? lost : disk),
    ],
    [
      "a store whose log is lost after a collision",
      KEEPS,
      (failed, disk) => (failed ? { ...disk, record: async () => undefined } : disk),
    ],
    [
      "a store that never recovers from a collision",
      RECOVERS,
      (failed, disk) => (failed ? { ...disk, insert: fail } : disk),
    ],
  ])("tells %s", async (_, breaks, choose) => {
    expect(await failedCases(await playLock(lockSubject(choose)))).toContain(breaks);
  });
});

type FullStore = SessionStore & ActivityLog;

/** A store that fails while it is locked; afterwards `choose` selects the target of its calls. */
function lockSubject(
  choose: (failed: boolean, disk: FullStore, lost: FullStore) => FullStore,
): LockSubject {
  const [disk, lost] = [createMemoryStore(), createMemoryStore()] as [FullStore, FullStore];
  let locked = false;
  let failed = false;
  const store = new Proxy(disk, {
    get: (_, verb: keyof FullStore) =>
      (async (...args: never[]) => {
        if (!locked) return (choose(failed, disk, lost)[verb] as Verb)(...args);
        failed = true;
        return fail();
      }) satisfies Verb,
  });
  return {
    store,
    lock: () => {
      locked = true;
    },
    release: () => {
      locked = false;
    },
    openPeer: () => disk,
  };
}

type Verb = (...args: never[]) => Promise<unknown>;

function fail(): Promise<never> {
  return Promise.reject(Object.assign(new Error("locked"), { code: "session_store" }));
}

async function failedCases(report: LockReport): Promise<string[]> {
  const results = await Promise.all(
    lockCases.map(({ title, run }) =>
      run(report).then(
        () => "",
        () => title,
      ),
    ),
  );
  return results.filter((title) => title !== "");
}

function goodReport(): LockReport {
  return {
    lockError: undefined,
    during: [write("insert", "session_store", false), write("delete", "done", true)],
    inFlight: [write("update", "session_store", false)],
    afterwards: [write("insert", "done", true)],
  };
}

function write(call: string, status: string, found: boolean): LockedWrite {
  return { call, status, found };
}
