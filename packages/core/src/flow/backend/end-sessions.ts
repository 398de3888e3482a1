import { actorOf } from "../../session/actor.ts";
import type { Ending } from "../../session/denylist.ts";
import { unlessStoreFails } from "../../store/deadline.ts";
import type { Call } from "../call.ts";
import { isMark, markEnded } from "./adopted-credentials.ts";
import type { Owner } from "./backend.ts";

/** Of the sessions that end together, as many get an entry of their own. */
const MAX_REASONS = 100;

/** What ends one session of a user for these reasons ends the others: the store decides about each. */
const CONCERN_USER: ReadonlySet<string> = new Set(["user_gone", "credentials_changed"]);

/**
 * Ends a stored session: denylist, feed, delete, event, activity, in this order. The denylist comes first, so that this
 * process rejects the session from then on, even if the store fails. If the feed fails, nothing is deleted.
 */
export async function end(call: Call, owner: Owner, ending: Ending): Promise<boolean> {
  const subjects = [`session:${owner.id}`];
  if (CONCERN_USER.has(ending.reason)) subjects.push(`user:${owner.userId}`);
  await Promise.all(subjects.map((subject) => call.publish(subject, ending)));
  const removed = await call.store.delete(owner.id);
  // A driver that retries a delete may report that no row was there. If the record was read, the session has ended.
  const wasThere = "version" in owner;
  if (removed || wasThere) await announce(call, owner, ending);
  return removed || wasThere;
}

/** Ends the sessions of a user, in the same order. */
export async function endUser(
  call: Call,
  userId: string,
  exceptId: string | undefined,
  ending: Ending,
): Promise<string[]> {
  const { denylist, now, adoption } = call.context;
  await call.publish(`user:${userId}`, ending);
  // Before the deletion: a session that is adopted meanwhile is either deleted here, or finds the mark.
  if (adoption) await markEnded(call, userId);
  // If the answer of the delete is lost, this process must still reject the sessions.
  const known = await call.store.findByUser(userId, new Date(now()));
  const sessions = known.filter((record) => record.id !== exceptId && !isMark(record));
  const ids = new Set(sessions.map(({ id }) => id));
  for (const id of ids) denylist.end(id, ending);
  const removed = adoption
    ? await deleteEach(call, [...ids])
    : await call.store.deleteByUser(userId, exceptId);
  for (const id of removed) {
    ids.add(id);
    denylist.end(id, ending);
  }
  await publishReasons(call, [...ids], ending);
  const owners = new Map<string, Owner>(sessions.map((record) => [record.id, record]));
  await Promise.all([...ids].map((id) => announce(call, owners.get(id) ?? { id, userId }, ending)));
  return [...ids];
}

async function announce(call: Call, owner: Owner, { reason }: Ending): Promise<void> {
  const { id: sessionId, userId } = owner;
  const type = reason === "reused" ? "reused" : "revoked";
  call.emit(`session.${type}`, { sessionId, userId, reason });
  const actor = "version" in owner ? actorOf(owner) : owner.actor;
  if (userId === null) return;
  if (!actor) return call.record(type, { sessionId, userId });
  call.emit("session.impersonation_ended", { sessionId, userId, actor, reason });
  await call.record("impersonation_ended", { sessionId, userId });
  await call.record("impersonation_ended", { sessionId, userId: actor.userId });
}

/** So that other processes know why these sessions ended. They are over already. */
async function publishReasons(call: Call, ids: string[], ending: Ending): Promise<void> {
  if (!call.context.feed) return;
  const named = ids.slice(0, MAX_REASONS);
  const publishing = named.map((id) => call.publish(`session:${id}`, ending));
  await unlessStoreFails(Promise.all(publishing));
}

/** Instead of `deleteByUser`, which would delete the marks of adopted credentials. */
async function deleteEach(call: Call, ids: readonly string[]): Promise<string[]> {
  for (const id of ids) await call.store.delete(id);
  return [...ids];
}
