import type { Session } from "../session/session.ts";
import { userProblem } from "./backend/load.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";

/**
 * The user of a session, loaded once per session object. Null if the user no longer exists, or has new credentials since the
 * session's last proof of identity. Rejects with `SessionStoreError`.
 */
export async function userOf(context: Context, session: Session): Promise<unknown> {
  if (!context.users.has(session)) {
    const call = new Call(context);
    context.users.set(
      session,
      call.userOfSession(context.userIds.format(session.userId), session.id),
    );
  }
  const user = (await context.users.get(session)) ?? null;
  return userProblem(context, user, session) === null ? user : null;
}
