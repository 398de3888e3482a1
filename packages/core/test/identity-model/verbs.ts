import { expect } from "vitest";
import type { JsonObject } from "../../src/base/json.ts";
import type { Outcome } from "../../src/index.ts";
import { checkGuest, checkOutcome, livingGuest } from "./check-outcome.ts";
import { type Answer, answerOf, type Model, NOTHING, type Run, type Sent } from "./model.ts";
import { adopting } from "./other-library.ts";
import { signIn, signOut } from "./sign-in-and-out.ts";
import type { Verb } from "./step.ts";

/** The verbs that are requests of the browser. */
type RequestVerb = Exclude<Verb, "sign in to the other library" | "present an old credential">;

export async function runVerb(model: Model, sent: Sent): Promise<Answer> {
  const run = VERBS[sent.verb as RequestVerb];
  const answer = await run(model, sent, model.services[sent.process].sessions);
  noteCredentials(model, sent);
  return answer;
}

function noteCredentials({ ledger, clock, strategies }: Model, sent: Sent): void {
  const { id, actorId, credential, verb, process } = sent;
  if (id === null) return;
  const isRecorded =
    ["strict", "refresh"].includes(verb) || (verb === "page" && strategies[process] === "database");
  for (const one of ledger.credentials)
    if (isRecorded && one.sessionId === id) one.presentedAt ??= clock();
  if (credential === null || ledger.find(id).userId === null) return;
  const known = ledger.credential(credential);
  known.isBeside = true;
  known.isBesideOther ||= known.sessionId === null || ![id, actorId].includes(known.sessionId);
}

type Reading = (sessions: Parameters<Run>[2], request: Sent["request"]) => Promise<Outcome>;

function reading(read: Reading): Run {
  return async (model, sent, sessions) => {
    const outcome = await adopting(model, sent, () => read(sessions, sent.request));
    checkOutcome(model, sent, outcome);
    return answerOf(sessions, outcome);
  };
}

const updateGuest: Run = async (model, sent, sessions) => {
  const { ledger, clock } = model;
  const item = clock();
  const add = ({ items = [], ...rest }: JsonObject) => ({
    ...rest,
    items: [...(items as number[]), item],
  });
  const outcome = await adopting(model, sent, () =>
    sessions.updateGuest(sent.request, add).catch((error) => {
      if (error.option !== "updateGuest") throw error;
      return null;
    }),
  );
  if (outcome === null) {
    const known = sent.credential === null ? null : ledger.credential(sent.credential);
    const signedIn = ledger.find(sent.id ?? known?.sessionId ?? "");
    expect(signedIn.userId, "refused as signed in").not.toBeNull();
    return NOTHING;
  }
  const living = livingGuest(model, sent);
  const guest = outcome.status === "unauthenticated" ? outcome.guest : undefined;
  if (living) living.items = [...living.items, item];
  else if (guest) {
    const { id, absoluteExpiresAt: expiresAt } = guest;
    ledger.start({ id, userId: null, actorId: null, items: [item], expiresAt });
  }
  checkGuest(model, sent, outcome);
  return answerOf(sessions, outcome);
};

const impersonate: Run = async (model, sent, sessions) => {
  const { ledger } = model;
  const { request, id } = sent;
  const outcome = await adopting(model, sent, () =>
    sessions.impersonate(request, "eve", { reason: "A test" }),
  );
  const own = id !== null && ledger.isLiving(id) ? ledger.find(id) : null;
  const { session } = outcome;
  expect(session !== null, "an impersonation").toBe(own !== null && own.userId !== null);
  if (!session || !own) return answerOf(sessions, outcome);
  const { absoluteExpiresAt: expiresAt } = session;
  expect(session).toMatchObject({ userId: "eve", actor: { sessionId: own.actorId ?? own.id } });
  if (own.actorId === null)
    ledger.start({ id: session.id, userId: "eve", actorId: id, items: [], expiresAt });
  else expect(session.id).toBe(own.id);
  return answerOf(sessions, outcome);
};

const endImpersonation: Run = async (model, sent, sessions) => {
  const { ledger } = model;
  const { request, id, actorId, process } = sent;
  const outcome = await adopting(model, sent, () => sessions.endImpersonation(request));
  if (actorId === null) checkOutcome(model, sent, outcome);
  else {
    ledger.end(id, process);
    const expected = ledger.isLiving(actorId) ? actorId : undefined;
    expect(outcome.session?.id, "the session after an impersonation").toBe(expected);
  }
  return answerOf(sessions, outcome);
};

const VERBS: Readonly<Record<RequestVerb, Run>> = {
  page: reading((sessions, request) => sessions.resolve(request)),
  strict: reading((sessions, request) => sessions.resolve(request, { verify: "store" })),
  refresh: reading((sessions, request) => sessions.refresh(request)),
  "update guest": updateGuest,
  "sign in": signIn,
  "sign out": signOut("current"),
  "sign out others": signOut("others"),
  "sign out all": signOut("all"),
  impersonate,
  return: endImpersonation,
  async revoke({ ledger }, { id, process }, sessions) {
    if (id === null) return NOTHING;
    await sessions.revoke(id);
    ledger.end(id, process);
    return NOTHING;
  },
  async "revoke user"({ ledger }, { user, process }, sessions) {
    await sessions.revokeUser(user);
    ledger.endUser(user, process, null);
    return NOTHING;
  },
};
