import { randomText } from "../../base/bytes.ts";
import { SessionConfigError } from "../../base/errors.ts";
import type { Authenticated } from "../../session/outcome.ts";
import type { Session } from "../../session/session.ts";
import type { SessionRecord } from "../../store/session-store.ts";
import { atRecord } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import { type IssueOptions, issue } from "./issue.ts";
import { type NewSession, newRecord } from "./new-record.ts";

export interface StartOptions extends Omit<IssueOptions, "explicit"> {
  /** The actor's own session token, which the first token of an impersonation carries. */
  readonly actorToken?: string | null;
  /** False if the client does not get a session token. Default: true. */
  readonly hasToken?: boolean;
  /** Changes the record before anything is issued. */
  readonly adjust?: (record: SessionRecord) => SessionRecord;
}

export interface Started {
  readonly record: SessionRecord;
  readonly answer: Authenticated<Session>;
}

/**
 * Starts a session: loads its user, issues the first credentials and inserts the record. Throws `SessionConfigError` for an
 * unknown user, and for what cannot be stored or issued; nothing is then written.
 */
export async function startSession(
  call: Call,
  session: Omit<NewSession, "user" | "secret">,
  { actorToken, hasToken = true, adjust = (record) => record, ...options }: StartOptions,
): Promise<Started> {
  const { backend } = call.context;
  const { userId } = session;
  const user = userId === null ? undefined : await call.user(userId);
  if (user === null) throw unknownUser();
  const secret = randomText(16);
  const record = adjust(newRecord(call, { ...session, user, secret }));
  const sessionToken = hasToken ? backend.firstToken(record, secret, actorToken) : null;
  const issueTo = (known: unknown) => {
    const accepted = atRecord({ record, user: known }, sessionToken, true);
    return issue(call, accepted, { ...options, explicit: true });
  };
  // Before the first write: a cookie that is too large throws here.
  let { answer } = await issueTo(user);
  await backend.insert(call, record, async () => {
    if (user !== undefined || userId === null || !call.joinsUsers) return;
    // Without `loadUser`, only the store can load the user, by the id of a session.
    const joined = await call.userOfSession(userId, record.id);
    if (joined === null) throw unknownUser();
    ({ answer } = await issueTo(joined));
  });
  return { record, answer };
}

function unknownUser(): SessionConfigError {
  return new SessionConfigError(
    "userId",
    "there is no such user, and the session would end at once.",
  );
}
