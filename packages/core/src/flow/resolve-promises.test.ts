import { promiseHooks } from "node:v8";
import { expect, test } from "vitest";
import { signedIn } from "../../test/signed-in.ts";

const DONE = Promise.resolve();

/** The number of promises that a call creates until it is settled. */
async function countPromises(call: () => Promise<unknown>): Promise<number> {
  return (await count(call)) - (await count(() => DONE));
}

async function count(call: () => Promise<unknown>): Promise<number> {
  // What the call before has started is over.
  await new Promise((resolve) => setImmediate(resolve));
  let promises = 0;
  const stop = promiseHooks.onInit(() => {
    promises++;
  });
  await call();
  stop();
  return promises;
}

test("a resolve of an access token that was verified before creates one promise", async () => {
  const { sessions, browser } = await signedIn({ strategy: "jwt" });
  const request = browser.request();
  // The first reads the revocation feed.
  expect(await sessions.resolve(request)).toMatchObject({ verified: "token" });
  expect(await countPromises(() => sessions.resolve(request))).toBe(1);
});

test("a resolve of a stored session creates few promises", async () => {
  const { sessions, browser } = await signedIn({
    strategy: "database",
    loadUser: undefined,
    claims: undefined,
  });
  const request = browser.request();
  expect(await sessions.resolve(request)).toMatchObject({ verified: "store" });
  expect(await countPromises(() => sessions.resolve(request))).toBeLessThanOrEqual(21);
});
