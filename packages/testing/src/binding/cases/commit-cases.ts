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
import type { Answer } from "../wire/answer.ts";
import type { Visitor } from "../wire/visitor.ts";

type Meanwhile = (visitor: Visitor) => Promise<unknown>;

/** What is answered while a slow request waits, whose refresh was decided before. */
const changes: Readonly<Record<string, Meanwhile>> = {
  "a step-up": (visitor) => visitor.post("/step-up"),
  "an update": (visitor) => visitor.post("/note", { note: "newer" }),
  "a sign-in of another user": (visitor) => visitor.post("/sign-in", { user: newUser() }),
  "a sign-out": (visitor) => visitor.post("/sign-out"),
  "a sign-out by the endpoint": (visitor) => visitor.post("/api/auth/logout"),
  "a sign-out and a sign-in": async (visitor) => {
    await visitor.post("/api/auth/logout");
    await visitor.post("/sign-in", { user: newUser() });
  },
};

/** Cookies are committed when the headers leave, if they are still true. */
export const commitCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "the refresh of a slow answer is set when the answer leaves",
    async run(subject) {
      const visitor = await subject.signedIn();
      await subject.app.control({ advance: UNTIL_DUE });
      const late = await held(subject, visitor, "GET", async () => undefined);
      expect(late.setCookies.join()).toMatch(/session=v1\./);
    },
  },
  ...Object.entries(changes).map(([title, meanwhile]) => ({
    title: `${title} is not undone by the refresh of a slower answer`,
    async run(subject: BindingSubject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const visitor = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const late = await held(subject, visitor, "GET", () => meanwhile(visitor));
      expect([late.status, late.json().user, late.setCookies]).toEqual([200, user, []]);
      const owner = await ownerOf(visitor);
      const after = visitor.cookieHeader();
      visitor.accept(late);
      expect([await ownerOf(visitor), visitor.cookieHeader()]).toEqual([owner, after]);
    },
  })),
  {
    title: "a refresh of another tab is not undone by the refresh of a slower answer",
    async run(subject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const visitor = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const late = await held(subject, visitor, "GET", async () => {
        await visitor.open("/protected");
        await app.control({ advance: UNTIL_DUE });
        await visitor.open("/protected");
      });
      expect(late.setCookies).toEqual([]);
      expect(await ownerOf(visitor)).toBe(user);
    },
  },
  {
    title: "an explicit change of a slow answer is always set",
    async run(subject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const visitor = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const late = await held(subject, visitor, "POST", () => visitor.post("/step-up"));
      expect([late.status, late.json()]).toEqual([200, { note: "held" }]);
      expect(late.setCookies.join()).toMatch(/session=v1\./);
      visitor.accept(late);
      for (const advance of [0, MINUTE, 3 * MINUTE, UNTIL_DUE]) {
        await app.control({ advance });
        expect((await visitor.fetch("/protected")).json()).toEqual({ user });
      }
    },
  },
  {
    title: "a slow refusal clears the cookies that were refused",
    async run(subject) {
      const visitor = await subject.signedIn();
      await subject.app.control({ advance: 8 * DAY });
      const late = await held(subject, visitor, "GET", async () => undefined);
      expect(late.setCookies.length).toBeGreaterThan(0);
      for (const line of late.setCookies) expect(line).toMatch(/Max-Age=0/);
    },
  },
  {
    title: "a slow refusal does not clear the cookies of a newer sign-in",
    async run(subject) {
      const visitor = await subject.signedIn();
      await subject.app.control({ advance: 8 * DAY });
      const user = newUser();
      const late = await held(subject, visitor, "GET", () => visitor.post("/sign-in", { user }));
      expect([late.json().user, late.setCookies]).toEqual([null, []]);
      visitor.accept(late);
      expect(await ownerOf(visitor)).toBe(user);
    },
  },
  {
    title: "a request after a sign-out or a sign-in of its browser clears no cookies",
    async run(subject) {
      for (const path of ["/sign-out", "/api/auth/logout", "/sign-in"]) {
        const visitor = await subject.signedIn();
        const late = visitor.copy();
        await visitor.post(path, { user: newUser() });
        for (const route of ["/protected", "/who", "/now", "/api/auth/session"]) {
          const answer = await late.fetch(route);
          expect([path, route, answer.setCookies]).toEqual([path, route, []]);
        }
        expect(await isSignedIn(subject, { cookie: late.cookieHeader() })).toBe(false);
      }
    },
  },
];

/** The answer of `/held`, which is sent with the cookies of now and released after `meanwhile`. */
async function held(
  { app, raw }: BindingSubject,
  visitor: Visitor,
  method: "GET" | "POST",
  meanwhile: () => Promise<unknown>,
): Promise<Answer> {
  let answered = false;
  const late = raw("/held", {
    method,
    headers: { cookie: visitor.cookieHeader(), "sec-fetch-site": "same-origin" },
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
