import type { Ending } from "../../session/revoked-sessions.ts";
import type { Call } from "../call.ts";
import type { Parts } from "../context.ts";
import type { Backend, Owner } from "./backend.ts";

export type EndSessions = Pick<Backend, "end" | "endUser">;

/**
 * Ends stored sessions: denylist, delete, event, activity, in this order. The denylist comes first, so that this process
 * rejects the session from then on, even if the store fails.
 */
export function createEndSessions(context: Parts): EndSessions {
  async function announce(call: Call, owner: Owner, { reason }: Ending): Promise<void> {
    const { id: sessionId, userId } = owner;
    const type = reason === "reused" ? "reused" : "revoked";
    const client = call.clientInfo;
    context.emit(`session.${type}`, { sessionId, userId, reason, ...client });
    await call.record(type, { sessionId, userId });
  }

  return {
    async end(call, owner, ending) {
      context.revoked.add(owner.id, ending);
      const removed = await call.store.delete(owner.id);
      // A driver that retries a delete may report that no row was there. If the record was read, the session has ended.
      const wasThere = "version" in owner;
      if (removed || wasThere) await announce(call, owner, ending);
      return removed || wasThere;
    },

    async endUser(call, userId, exceptId, ending) {
      // Denylist first: if the answer of the delete is lost, this process must still reject the sessions.
      const known = await call.store.findByUser(userId, new Date(context.now()));
      const ids = new Set(known.map(({ id }) => id).filter((id) => id !== exceptId));
      for (const id of ids) context.revoked.add(id, ending);
      for (const id of await call.store.deleteByUser(userId, exceptId)) {
        ids.add(id);
        context.revoked.add(id, ending);
      }
      await Promise.all([...ids].map((id) => announce(call, { id, userId }, ending)));
      return [...ids];
    },
  };
}
