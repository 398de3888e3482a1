import type { SessionOf } from "../session/session.ts";
import type { Context } from "./context.ts";

/** The user of a session, asked for once per session object. Null when gone. Rejects with `SessionStoreError`. */
export async function userOf(context: Context, session: SessionOf): Promise<unknown> {
  if (!context.users.has(session)) {
    context.users.set(session, context.load.user(session.userId, session.id));
  }
  return (await context.users.get(session)) ?? null;
}
