import { describeOutage } from "@sessionkit/testing";
import { openLockingLibsql } from "./open-locking-libsql.ts";

describeOutage("libsql", openCut, { createLockSubject: () => openLocked("wal") });

describeOutage("libsql without WAL", openCut, { createLockSubject: () => openLocked("delete") });

/** Without WAL: one connection can block the reads of others too. */
async function openCut() {
  const { store, lockAll, close } = await openLockingLibsql("delete");
  let release: () => unknown;
  return {
    store,
    async cut() {
      release = await lockAll();
    },
    restore: () => release(),
    close,
  };
}

async function openLocked(journal: "wal" | "delete") {
  const { store, lock, connect, close } = await openLockingLibsql(journal);
  let release: () => unknown;
  return {
    store,
    async lock() {
      release = await lock();
    },
    release: () => release(),
    openPeer: () => connect().store,
    close,
  };
}
