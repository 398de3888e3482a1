import { expect } from "vitest";
import type { GuestSession, Outcome, SetCookie } from "../../src/index.ts";
import { ACCESS } from "../signed-in.ts";
import type { KnownSession } from "./ledger.ts";
import type { Model, Sent } from "./model.ts";

/** The guest of a request; null if there is none, or if it has ended. */
export function livingGuest({ ledger }: Model, { id }: Sent): KnownSession | null {
  const known = id !== null && ledger.isLiving(id) ? ledger.find(id) : null;
  return known?.userId === null ? known : null;
}

/** A request is answered for the session that it presents, if that has not ended; else for the one that it adopts. */
export function checkOutcome(model: Model, sent: Sent, outcome: Outcome): void {
  expect(outcome.status).not.toBe("unavailable");
  if (sent.id === null) checkAdopted(model, sent, outcome);
  else checkPresented(model, sent, model.ledger.find(sent.id), outcome);
}

function checkPresented(model: Model, sent: Sent, known: KnownSession, outcome: Outcome): void {
  const { session } = outcome;
  const guest = guestOf(outcome);
  const found = known.userId === null ? guest : session;
  const isAccepted = session !== null || guest !== undefined;
  if (isAccepted) expect(found?.id, "one session per request").toBe(known.id);
  if (session) expect(session.userId).toBe(known.userId);
  else expect(accessTokenOf(outcome), "an access token of a guest").toBeUndefined();
  if (model.ledger.isLiving(known.id)) {
    expect(isAccepted, `${sent.verb} is accepted, not ${outcome.reason}`).toBe(true);
    checkData(model, known, found);
  } else if (isKnownToBeOver(model, sent, known)) {
    expect(isAccepted, `${sent.verb} after the end`).toBe(false);
  }
}

/** A guest who has not ended stays the same, and keeps the data. Otherwise a guest starts, unless a session may continue. */
export function checkGuest(model: Model, sent: Sent, outcome: Outcome): void {
  expect(outcome.session).toBeNull();
  const guest = guestOf(outcome);
  const replacesActor = sent.actorId !== null;
  expect(guest === undefined, `a guest, or ${outcome.reason}`).toBe(replacesActor);
  if (!guest) return;
  const living = livingGuest(model, sent);
  if (living) expect(guest.id).toBe(living.id);
  else checkRefused(model, sent);
  checkData(model, model.ledger.find(guest.id), guest);
  expect(accessTokenOf(outcome), "an access token of a guest").toBeUndefined();
}

function accessTokenOf({ cookies }: Outcome): SetCookie | undefined {
  return cookies.find(({ name, maxAge }) => name === ACCESS && maxAge !== 0);
}

function guestOf(outcome: Outcome): GuestSession | undefined {
  return outcome.status === "unauthenticated" ? outcome.guest : undefined;
}

function checkData(
  { ledger }: Model,
  { items, id }: KnownSession,
  found: { readonly data: Readonly<Record<string, unknown>> } | null | undefined,
): void {
  const { items: actual = [], from = null } = found?.data ?? {};
  expect(actual, "the items").toEqual(items);
  const credential = ledger.credentials.find(({ sessionId }) => sessionId === id);
  expect(from, "the data of the other library").toBe(credential?.text ?? null);
}

/** In `jwt` mode, another process accepts an access token of a session that has ended for up to a second. */
function isKnownToBeOver(
  { strategies }: Model,
  { process, verb }: Sent,
  { endedIn }: KnownSession,
): boolean {
  const readsStore = verb === "strict" || verb === "refresh";
  if (strategies[process] === "database" || readsStore) return endedIn.size > 0;
  return endedIn.has(process);
}

function checkAdopted(model: Model, sent: Sent, outcome: Outcome): void {
  const { session } = outcome;
  expect(guestOf(outcome)).toBeUndefined();
  if (session) {
    const credential = model.ledger.credential(sent.credential ?? "");
    expect(model.ledger.isAdoptable(credential), "adopted after its end").toBe(true);
    expect(session).toMatchObject({ id: credential.sessionId, userId: credential.userId });
    checkData(model, model.ledger.find(session.id), session);
  } else checkRefused(model, sent);
}

/** A request without a session is answered as such only if there is none that it could adopt. */
function checkRefused({ ledger }: Model, { id, credential, isBeside }: Sent): void {
  if (id !== null || credential === null || isBeside) return;
  const known = ledger.credential(credential);
  // A refresh of another session retires it.
  if (known.isBesideOther) return;
  expect(ledger.isAdoptable(known), "adoptable, and refused").toBe(false);
}
