import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  DAY,
  isSignedIn,
  MINUTE,
  newUser,
  ownerOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { Answer } from "../http/answer.ts";
import type { TestClient } from "../http/test-client.ts";

type Meanwhile = (client: TestClient) => Promise<unknown>;

/** Changes that are answered while a slow request, which has refreshed before, still waits. */
const changes: Readonly<Record<string, Meanwhile>> = {
  "a step-up": (client) => client.post("/step-up"),
  "an update": (client) => client.post("/note", { note: "newer" }),
  "a sign-in of another user": (client) => client.post("/sign-in", { user: newUser() }),
  "a sign-out": (client) => client.post("/sign-out"),
  "a sign-out by the endpoint": (client) => client.post("/api/auth/logout"),
  "a sign-out and a sign-in": async (client) => {
    await client.post("/api/auth/logout");
    await client.post("/sign-in", { user: newUser() });
  },
};

/** Cookies are committed when the headers are sent, if they are still valid. */
export const commitCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "the refresh of a slow answer is set when its headers are sent",
    async run(subject) {
      const client = await subject.signedIn();
      await subject.app.control({ advance: UNTIL_DUE });
      const late = await held(subject, client, "GET", async () => undefined);
      expect(late.setCookies.join()).toMatch(/session=v1\./);
    },
  },
  ...Object.entries(changes).map(([title, meanwhile]) => ({
    title: `${title} is not undone by the refresh of a slower answer`,
    async run(subject: BindingSubject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const late = await held(subject, client, "GET", () => meanwhile(client));
      expect([late.status, late.json().user, late.setCookies]).toEqual([200, user, []]);
      const owner = await ownerOf(client);
      const after = client.cookieHeader();
      client.accept(late);
      expect([await ownerOf(client), client.cookieHeader()]).toEqual([owner, after]);
    },
  })),
  {
    title: "a refresh of another tab is not undone by the refresh of a slower answer",
    async run(subject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const late = await held(subject, client, "GET", async () => {
        await client.open("/protected");
        await app.control({ advance: UNTIL_DUE });
        await client.open("/protected");
      });
      expect(late.setCookies).toEqual([]);
      expect(await ownerOf(client)).toBe(user);
    },
  },
  {
    title: "an explicit change of a slow answer is always set",
    async run(subject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const late = await held(subject, client, "POST", () => client.post("/step-up"));
      expect([late.status, late.json()]).toEqual([200, { note: "held" }]);
      expect(late.setCookies.join()).toMatch(/session=v1\./);
      client.accept(late);
      for (const advance of [0, MINUTE, 3 * MINUTE, UNTIL_DUE]) {
        await app.control({ advance });
        expect((await client.fetch("/protected")).json()).toEqual({ user });
      }
    },
  },
  {
    title: "a slow refusal clears the cookies that were refused",
    async run(subject) {
      const client = await subject.signedIn();
      await subject.app.control({ advance: 8 * DAY });
      const late = await held(subject, client, "GET", async () => undefined);
      expect(late.setCookies.length).toBeGreaterThan(0);
      for (const line of late.setCookies) expect(line).toMatch(/Max-Age=0/);
    },
  },
  {
    title: "a slow refusal does not clear the cookies of a newer sign-in",
    async run(subject) {
      const client = await subject.signedIn();
      await subject.app.control({ advance: 8 * DAY });
      const user = newUser();
      const late = await held(subject, client, "GET", () => client.post("/sign-in", { user }));
      expect([late.json().user, late.setCookies]).toEqual([null, []]);
      client.accept(late);
      expect(await ownerOf(client)).toBe(user);
    },
  },
  {
    title: "a request after a sign-out or a sign-in of its browser clears no cookies",
    async run(subject) {
      for (const path of ["/sign-out", "/api/auth/logout", "/sign-in"]) {
        const client = await subject.signedIn();
        const late = client.copy();
        await client.post(path, { user: newUser() });
        for (const route of ["/protected", "/who", "/now", "/api/auth/session"]) {
          const answer = await late.fetch(route);
          expect([path, route, answer.setCookies]).toEqual([path, route, []]);
        }
        expect(await isSignedIn(subject, { cookie: late.cookieHeader() })).toBe(false);
      }
    },
  },
];

/** The answer of `/held`, which is requested with the current cookies and released after `meanwhile`. */
async function held(
  { app, raw }: BindingSubject,
  client: TestClient,
  method: "GET" | "POST",
  meanwhile: () => Promise<unknown>,
): Promise<Answer> {
  let answered = false;
  const late = raw("/held", {
    method,
    headers: { cookie: client.cookieHeader(), "sec-fetch-site": "same-origin" },
  }).finally(() => {
    answered = true;
  });
  while (!answered && (await app.control()).held === 0) await nextTurn();
  expect(answered, "/held waits until it is released").toBe(false);
  try {
    await meanwhile();
  } finally {
    await app.control({ release: true });
  }
  return late;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
