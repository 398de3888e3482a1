import { expect } from "vitest";
import type { Model } from "./model.ts";

const MARK = "adopted-";

/** The store has the sessions that have not ended, and no record besides them and the marks of used credentials. */
export async function checkStore({ store, inserted, ledger, clock }: Model): Promise<void> {
  const found: string[] = [];
  for (const id of inserted) {
    const record = id.startsWith(MARK) ? null : await store.find(id);
    if (!record || record.absoluteExpiresAt.getTime() <= clock()) continue;
    const { actorId, endedIn, userId } = ledger.find(id);
    expect(record.userId, "the user of a session").toBe(userId);
    // An impersonation whose actor's session has ended is removed when it is presented.
    if (actorId === null) found.push(id);
    else expect(endedIn.size, "an impersonation that has ended").toBe(0);
  }
  const living = [...ledger.sessions.values()].filter(
    ({ id, actorId }) => actorId === null && ledger.isLiving(id),
  );
  expect(found.sort(), "the sessions in the store").toEqual(living.map(({ id }) => id).sort());
}
