import { expect } from "vitest";
import type { JsonObject } from "../../src/base/json.ts";
import { livingGuest } from "./check-outcome.ts";
import { answerOf, type Model, NOTHING, type Run, type Sent } from "./model.ts";
import { adopting } from "./other-library.ts";

/** A guest who signs in keeps the data, once. The sessions that the browser had are over. */
export const signIn: Run = async (model, sent, sessions) => {
  const { ledger } = model;
  const { request, user } = sent;
  const guest = livingGuest(model, sent);
  const end = endingOf(model, sent);
  let merged = 0;
  const merge = ({ items = [] }: JsonObject) => {
    merged++;
    return { items };
  };
  const outcome = await adopting(model, sent, () => sessions.create(user, { request, merge }));
  const { id, data, absoluteExpiresAt: expiresAt } = outcome.session;
  const items = guest?.items ?? [];
  expect(merged, "calls of merge").toBe(guest ? 1 : 0);
  expect(data, "what a guest keeps").toEqual(guest ? { items } : {});
  ledger.start({ id, userId: user, actorId: null, items, expiresAt });
  end();
  return answerOf(sessions, outcome);
};

export function signOut(scope: "current" | "others" | "all"): Run {
  return async (model, sent, sessions) => {
    const end = endingOf(model, sent);
    const signedOut = await adopting(model, sent, () =>
      sessions.signOut(sent.request, scope).catch((error) => {
        if (error.code !== "impersonated") throw error;
        return null;
      }),
    );
    if (signedOut === null) {
      expect(sent.actorId, "refused as an impersonation").not.toBeNull();
      return NOTHING;
    }
    if (scope !== "current") endOthers(model, sent);
    if (scope !== "others") end();
    return { cookies: signedOut.cookies, isKept: true };
  };
}

/** What the credentials of a request have stood for is over, also what the other library has for them. */
function endingOf({ ledger, old }: Model, sent: Sent): () => void {
  const { id, actorId, credential, process } = sent;
  const isRead = credential !== null && old.sessions.has(credential);
  return () => {
    for (const one of [id, actorId]) ledger.end(one, process);
    if (credential !== null) ledger.spend(credential, isRead, process);
  };
}

/** A session that is alive ends the user's others, also one that this request has adopted. */
function endOthers({ ledger }: Model, { id, credential, process }: Sent): void {
  const known = credential === null ? null : ledger.credential(credential);
  const named = id ?? (known && ledger.isAdoptable(known) ? known.sessionId : null);
  const userId = named !== null && ledger.isLiving(named) ? ledger.find(named).userId : null;
  if (userId !== null) ledger.endUser(userId, process, named);
}
