import {
  applyToCookieHeader,
  createSessions,
  type Outcome,
  type StoredSessions,
} from "@sessionkit/core";
import { expect } from "vitest";
import { fixedClock } from "../clock/fixed-clock.ts";
import type { ContractCase } from "../contract/contract.ts";
import { buildGuest } from "../records/build-record.ts";
import { randomText } from "../records/random-text.ts";
import { ORIGIN, requestWith } from "../requests/request-with.ts";
import type { UserJoinSubject } from "./user-join-subject.ts";

/** Sessions of guests have no user to join. Core must not take that for a user that was deleted. */
export function guestJoinCases<User>(): readonly ContractCase<UserJoinSubject<User>>[] {
  return [
    {
      title: "finds the session of a guest, without a user",
      async run({ store, insertUser }) {
        await insertUser();
        const record = buildGuest({ data: { basket: [7] } });
        await store.insert(record);
        expect(await store.findWithUser(record.id)).toEqual({ record, user: null });
      },
    },
    ...(["jwt", "database"] as const).map((strategy) => ({
      title: `keeps a guest, whose data the user has after the sign-in (${strategy})`,
      run: (subject: UserJoinSubject<User>) => signInAGuest(subject, strategy),
    })),
  ];
}

async function signInAGuest<User>(
  { store, insertUser }: UserJoinSubject<User>,
  strategy: "database" | "jwt",
): Promise<void> {
  const { id: userId, user } = await insertUser();
  const events: string[] = [];
  const clock = fixedClock();
  const sessions: StoredSessions<User> = createSessions({
    ...{ strategy, store, clock, origin: ORIGIN, secret: randomText(40), timeout: "30s" },
    onEvent: ({ type }) => events.push(type),
  });
  let cookie: string | null = null;
  const obey = <Answer extends Outcome>(outcome: Answer): Answer => {
    cookie = applyToCookieHeader(cookie, outcome.cookies);
    return outcome;
  };
  const send = () => requestWith(cookie);

  obey(await sessions.updateGuest(send(), { basket: [7] }));
  clock.advance("1h");
  const seen = obey(await sessions.resolve(send()));
  const guest = { data: { basket: [7] } };
  expect(seen).toMatchObject({ status: "unauthenticated", reason: "guest", guest });
  obey(await sessions.create(userId, { request: send(), merge: ({ basket }) => ({ basket }) }));
  const outcome = obey(await sessions.resolve(send(), { verify: "store" }));
  expect(outcome).toMatchObject({ status: "authenticated", session: { userId, ...guest } });
  if (outcome.status === "authenticated")
    expect(await sessions.user(outcome.session)).toEqual(user);
  expect(events).not.toContain("session.store_failed");
}
