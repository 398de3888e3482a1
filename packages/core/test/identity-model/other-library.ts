import { expect } from "vitest";
import type { SessionEvent } from "../../src/index.ts";
import { createBrowser } from "../browser.ts";
import { OLD_COOKIE } from "../old-library.ts";
import { SESSION } from "../signed-in.ts";
import type { Model, Sent } from "./model.ts";
import type { Step } from "./step.ts";

const LIFETIME = 20 * 86_400_000;

/** A sign-in to a previous deployment. It replaces the other library's cookie, and leaves ours as it is. */
export function signInToOther(model: Model, { user, isDated }: Step): void {
  const { old, browser, clock, ledger } = model;
  const text = `c${ledger.credentials.length}`;
  const expiresAt = clock() + LIFETIME;
  const createdAt = isDated ? clock() : null;
  old.sessions.set(text, {
    ...{ userId: user, data: { from: text }, expiresAt: new Date(expiresAt) },
    ...(createdAt === null ? {} : { createdAt: new Date(createdAt) }),
  });
  ledger.credentials.push({
    ...{ text, userId: user, createdAt, expiresAt, sessionId: null, presentedAt: null },
    ...{ isOver: false, isBeside: browser.jar.has(SESSION), isBesideOther: false },
  });
  browser.jar.set(OLD_COOKIE, text);
}

/** From a forgotten profile, or by a thief: a credential that was used, or whose session has ended, is not accepted. */
export async function presentOld(model: Model, { process }: Step): Promise<void> {
  const { services, clock, ledger } = model;
  for (const credential of ledger.credentials) {
    const { text, presentedAt } = credential;
    const isUsed = presentedAt !== null && clock() > presentedAt + 30_000;
    if (!isUsed && ledger.isAdoptable(credential)) continue;
    const copy = createBrowser();
    copy.jar.set(OLD_COOKIE, text);
    const outcome = await services[process].sessions.resolve(copy.request());
    expect(outcome, `the credential ${text} a second time`).toMatchObject({ reason: "absent" });
    expect(outcome.cookies.filter(({ maxAge }) => maxAge !== 0)).toEqual([]);
  }
}

/** Calls a verb, and accepts the adoption that it reports: a credential becomes one session, once. */
export async function adopting<T>(model: Model, sent: Sent, call: () => Promise<T>): Promise<T> {
  const { events } = model.services[sent.process];
  const before = events.length;
  try {
    return await call();
  } finally {
    for (const event of events.slice(before)) {
      expect(event.type).not.toBe("session.reused");
      if (event.type === "session.adopted") accept(model, sent, event);
    }
  }
}

function accept({ ledger }: Model, { credential, id }: Sent, event: SessionEvent): void {
  expect(id, "adopted beside a session").toBeNull();
  const known = ledger.credential(credential ?? "");
  const { userId, expiresAt } = known;
  expect(known.sessionId, "adopted before").toBeNull();
  expect(ledger.isAdoptable(known), "adopted after its end").toBe(true);
  expect(event.userId).toBe(userId);
  known.sessionId = event.sessionId as string;
  ledger.start({ id: known.sessionId, userId, actorId: null, items: [], expiresAt });
}
