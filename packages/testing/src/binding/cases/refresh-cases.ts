import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  DAY,
  newUser,
  ownerOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";

/** How browsers and frameworks mark a speculative request. */
export const PREFETCHES: readonly Readonly<Record<string, string>>[] = [
  { "sec-purpose": "prefetch" },
  { "sec-purpose": "prefetch;prerender" },
  { purpose: "prefetch" },
  { "next-router-prefetch": "1" },
];

export const refreshCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a request whose access token has expired is answered as signed in, with fresh cookies",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      const before = client.cookieHeader();
      await app.control({ advance: UNTIL_DUE });
      const answer = await client.open("/who");
      expect(answer.json()).toMatchObject({ user });
      expect(client.cookieHeader()).not.toBe(before);
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
      const again = await client.open("/who");
      expect([again.json().user, again.setCookies]).toEqual([user, []]);
      expect((await app.control()).events).toEqual([]);
    },
  },
  {
    title: "a request whose access cookie is missing is answered as signed in, with a fresh one",
    async run({ signedIn, setup }) {
      const user = newUser();
      const client = await signedIn(user);
      client.loseAccess();
      expect((await client.open("/protected")).json()).toEqual({ user });
      expect(client.cookie("access") !== undefined).toBe(setup.strategy === "jwt");
    },
  },
  {
    title:
      "64 requests at once whose token has expired are all signed in, by one rotation, as one session",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      await allAtOnce(client, user, (tab) => tab.fetch("/protected"));
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
    },
  },
  {
    title: "a prefetch resolves the session, and writes nothing",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      const before = client.cookieHeader();
      await app.control({ advance: UNTIL_DUE });
      for (const said of PREFETCHES) {
        const answer = await client.open("/who", { headers: said });
        expect([answer.json().user, answer.setCookies]).toEqual([user, []]);
      }
      expect((await app.control()).events).toEqual([]);
      expect(client.cookieHeader()).toBe(before);
    },
  },
  {
    title: "an unused session expires: the answer has the reason, and clears the cookies",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: 8 * DAY });
      const answer = await client.fetch("/protected");
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({ code: "session_required", reason: "expired_idle" });
      expect(client.cookieHeader()).toBe("");
      expect((await client.fetch("/who")).json().user).toBeNull();
    },
  },
];

/** At the endpoint, which may be the only path that receives the session token. */
export const endpointRefreshCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "64 calls of the endpoint at once are all signed in, by one rotation, as one session",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      await allAtOnce(client, user, (tab) => tab.post("/api/auth/refresh"));
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
    },
  },
  {
    title: "a navigation through the endpoint is refreshed, and redirected to its target",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      const answer = await client.open("/api/auth/refresh?redirect=/who?a=1");
      expect([answer.status, answer.headers.location]).toEqual([303, "/who?a=1"]);
      expect(answer.setCookies.length).toBeGreaterThan(0);
    },
  },
  {
    title: "a refusal by the endpoint clears the cookies and returns the reason",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: 8 * DAY });
      const answer = await client.post("/api/auth/refresh");
      expect([answer.status, answer.json().reason]).toEqual([401, "expired_idle"]);
      expect([client.cookie("access"), client.cookie("session")]).toEqual([undefined, undefined]);
      expect(await ownerOf(client)).toBeNull();
    },
  },
];

/** As if 64 tabs woke up: each is answered as signed in, and all have the same session token in the end. */
async function allAtOnce(
  client: TestClient,
  user: string,
  call: (tab: TestClient) => Promise<{ readonly status: number }>,
): Promise<void> {
  const before = client.cookie("session");
  const tabs = Array.from({ length: 64 }, () => client.copy());
  const answers = await Promise.all(tabs.map(call));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const tokens = new Set(tabs.map((tab) => tab.cookie("session")));
  expect(tokens.size).toBe(1);
  expect(tokens.has(before)).toBe(false);
  for (const tab of tabs.slice(0, 4)) expect(await ownerOf(tab)).toBe(user);
}
