import type { SessionOf } from "../session/session.ts";
import type { Context } from "./context/context.ts";

/** The user of a session, asked for once per session object. Null when gone. Rejects with `SessionStoreError`. */
export async function userOf(context: Context, session: SessionOf): Promise<unknown> {
  if (!context.users.has(session)) context.users.set(session, loadUser(context, session));
  return context.users.get(session);
}

/** Where there is no `loadUser`, the store may join. */
async function loadUser(context: Context, session: SessionOf): Promise<unknown> {
  const user = await context.load.user(session.userId);
  if (user !== undefined || context.mode === "stateless") return user ?? null;
  return (await context.load.session(session.id))?.user ?? null;
}
