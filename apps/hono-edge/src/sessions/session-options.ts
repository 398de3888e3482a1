import type { SessionEvent, Sessions, SharedOptions } from "@sessionkit/core";
import type { Accounts, User } from "../users/accounts.ts";

interface Claims {
  readonly role: string;
}

/** The data of a session. */
interface Data {
  readonly theme?: string;
}

interface PublicUser {
  readonly id: string;
  readonly name: string;
}

/** The service, with a store or without. */
export type AppSessions = Sessions<User, Claims, Data, PublicUser>;

/** The configuration of sessions, except for the strategy and the store. */
export function sessionOptions(
  accounts: Accounts,
): Pick<
  SharedOptions<User, Claims, Data, PublicUser>,
  "loadUser" | "claims" | "publicUser" | "onEvent"
> {
  return {
    loadUser: (id) => accounts.find(id),
    claims: ({ role }) => ({ role }),
    publicUser: ({ id, name }) => ({ id, name }),
    onEvent: logEvent,
  };
}

/** Events that need attention; the others are normal operation. */
const NOTABLE = new Set<SessionEvent["type"]>([
  "session.reused",
  "session.healed",
  "session.store_failed",
]);

function logEvent({ type, sessionId, userId, reason, error }: SessionEvent): void {
  if (NOTABLE.has(type)) console.warn(type, { sessionId, userId, reason, error });
}
