import { expect } from "vitest";
import type { AnySessions, Outcome } from "../src/index.ts";
import { type Browser, bearer, createBrowser } from "./browser.ts";
import { type Device, headerOf } from "./device.ts";
import { SESSION } from "./signed-in.ts";

/** A copy of the owner's cookies, and when the last proof among them ends. */
export interface Thief {
  readonly browser: Browser;
  readonly until: number;
}

interface Setting {
  readonly at: AnySessions;
  /** The owner's browser, whose challenge is not secret. */
  readonly device: Device;
  /** A key of the thief. */
  readonly intruder: Device;
  /** The name of the cookie that proves the key, and when a value of it ends. */
  readonly proof: string;
  endOf(value: string | undefined): number;
  readonly now: number;
}

/** A token is accepted this long after its end. In milliseconds. */
const SKEW = 5_000;
const POST = { method: "POST" } as const;

/** All that a thief can try. Fails if it is accepted after the end of the proof, or leads to a cookie that outlives the proof. */
export async function tryAll(thief: Thief, setting: Setting): Promise<void> {
  const { browser } = thief;
  const { at } = setting;
  const token = browser.jar.get(SESSION) ?? "";
  const check = (outcome: Outcome): void => checkOutcome(thief, setting, outcome);
  check(await at.resolve(browser.request()));
  check(await at.resolve(browser.request(), { verify: "store" }));
  check(await at.refresh(browser.request(POST)));
  // To end the impersonation of the owner is possible, as a sign-out is.
  if (!token.includes("~")) {
    check(await at.impersonate(browser.request(POST), "bob", { reason: "A theft" }));
    check(await at.endImpersonation(browser.request(POST)));
  }
  for (const part of new Set([token, ...token.split("~")])) await tryToken(at, part);
  await tryKeys(thief, setting, token);
}

function checkOutcome({ browser, until }: Thief, setting: Setting, outcome: Outcome): void {
  const { proof, endOf, now } = setting;
  const isOver = now > until + SKEW;
  if (isOver) expect(outcome.status, "a thief").not.toBe("authenticated");
  // The token of the actor, in place of that of an impersonation which has ended, was in the copied cookies.
  const known = browser.jar.get(SESSION)?.split("~").at(-1);
  const issued = outcome.cookies.filter(({ maxAge, value }) => maxAge !== 0 && value !== known);
  if (isOver) expect(issued, "cookies for a thief").toEqual([]);
  const own = issued.find(({ name }) => name === proof);
  if (own) expect(endOf(own.value), "the life of a thief's cookie").toBeLessThanOrEqual(until);
  if ("tokens" in outcome && isOver) expect(outcome.tokens).toBeNull();
  browser.obey(outcome);
}

/** Over the transports of clients that store their own tokens, which have no proof. */
async function tryToken(at: AnySessions, token: string): Promise<void> {
  if (token === "") return;
  const alone = createBrowser();
  for (const outcome of [
    await at.refresh(alone.request(POST), token),
    await at.refresh(alone.request({ ...POST, headers: bearer(token) })),
    await at.resolve(alone.request({ headers: bearer(token) })),
  ])
    expect(outcome.status, "a session token alone").toBe("unauthenticated");
}

async function tryKeys(
  { browser }: Thief,
  { at, device, intruder }: Setting,
  token: string,
): Promise<void> {
  const challenge = device.challenge ?? "";
  const ids = [token.split(".")[2] ?? "", device.bound?.id ?? ""];
  for (const id of ids) {
    for (const [path, signed] of [
      ["refresh", await intruder.sign(challenge)],
      ["refresh", await intruder.sign(challenge, { jwk: await intruder.jwk() })],
      ["refresh", ""],
      ["register", await intruder.sign(challenge, { jwk: await intruder.jwk() })],
    ] as const) {
      const headers = { "sec-secure-session-id": id, "secure-session-response": signed };
      const url = `/api/auth/bound/${path}`;
      const response = await at.handle(browser.request({ ...POST, url, headers }));
      expect(response && headerOf(response, "set-cookie"), path).toBeUndefined();
    }
  }
}
