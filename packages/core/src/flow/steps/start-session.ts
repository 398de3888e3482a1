import { SessionConfigError } from "../../base/errors.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import { atRecord, type SessionWithUser } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import { type IssueOptions, issue } from "./issue.ts";

export interface StartOptions extends Omit<IssueOptions, "explicit"> {
  /** Of the first session token. */
  readonly secret: string;
  /** The actor's own session token, which the first token of an impersonation carries. */
  readonly actorToken?: string | null;
}

/** Issues the first credentials of a session and inserts its record. Throws `SessionConfigError` for an unknown user. */
export async function startSession(
  call: Call,
  { record, user }: SessionWithUser,
  { secret, actorToken, ...options }: StartOptions,
): Promise<Authenticated<Session>> {
  const { backend } = call.context;
  const { userId } = record;
  const sessionToken = backend.firstToken(record, secret, actorToken);
  const issueTo = (known: unknown) =>
    issue(call, atRecord({ record, user: known }, sessionToken, true), {
      ...options,
      explicit: true,
    });
  // Before the first write: a cookie that is too large throws here.
  let issued = await issueTo(user);
  await backend.insert(call, record, async () => {
    if (user !== undefined || userId === null || !call.joinsUsers) return;
    // Without `loadUser`, only the store can load the user, by the id of a session.
    const joined = await call.userOfSession(userId, record.id);
    if (joined === null) throw unknownUser();
    issued = await issueTo(joined);
  });
  return issued.answer;
}

export function unknownUser(): SessionConfigError {
  return new SessionConfigError(
    "userId",
    "there is no such user, and the session would end at once.",
  );
}
