import { expect } from "vitest";
import type { BindingSetup } from "../binding-app.ts";
import { type BindingSubject, newUser, UNTIL_DUE } from "../binding-subject.ts";
import type { Answer } from "../http/answer.ts";
import { type BoundBrowser, createBoundBrowser } from "../http/bound-browser.ts";

/** Returns the answer, which has the offer. */
export async function signIn(browser: BoundBrowser, user: string = newUser()): Promise<Answer> {
  const answer = await browser.post("/sign-in", { user });
  expect([answer.status, answer.json().user]).toEqual([200, user]);
  return answer;
}

/** A browser whose session is bound, and that has proven its key once. */
export async function bound(
  subject: BindingSubject,
  whenRegistered?: () => Promise<void>,
): Promise<{ browser: BoundBrowser; user: string }> {
  const browser = await createBoundBrowser(subject.raw);
  const user = newUser();
  const registered = await browser.register(await signIn(browser, user));
  expect(registered?.status).toBe(200);
  await whenRegistered?.();
  await due(subject, browser);
  expect((await browser.refresh()).status).toBe(200);
  return { browser, user };
}

/** The cookies that prove the key have expired, and a refresh of the session is due. */
export async function due({ app }: BindingSubject, browser: BoundBrowser): Promise<void> {
  await app.control({ advance: UNTIL_DUE });
  browser.expire();
}

/** The cookie that a browser renews. */
export function cookieOf({ strategy }: BindingSetup): string {
  return strategy === "jwt" ? "__Host-access" : "__Host-bound";
}
