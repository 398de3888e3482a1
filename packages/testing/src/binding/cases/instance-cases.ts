import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  HOUR,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";
import { openStream } from "./watch-cases.ts";

/** An application with two instances over one store, and a third instance with the other strategy. */
export interface BindingInstances {
  readonly first: BindingSubject;
  readonly second: BindingSubject;
  readonly other: BindingSubject;
}

/** Changes in one instance take effect in the others, which share only the store and the secret. */
export const instanceCases: readonly ContractCase<BindingInstances>[] = [
  {
    title: "a session is known in every instance, and its end within the access lifetime",
    async run({ first, second }) {
      const user = newUser();
      const client = await first.signedIn(user);
      const elsewhere = client.copy().at(second.app.origin);
      for (const path of ["/who", "/now"])
        expect((await elsewhere.fetch(path)).json().user).toBe(user);
      expect((await client.post("/sign-out")).json().revoked).toBe(1);
      expect((await elsewhere.fetch("/now")).status).toBe(401);
      expect(await ownerOf(elsewhere)).toBeNull();
    },
  },
  {
    title: "64 requests at once to two instances are all signed in, by one rotation",
    async run(instances) {
      const { first, second } = instances;
      const user = newUser();
      const client = await first.signedIn(user);
      await advance(instances, UNTIL_DUE);
      const tabs = Array.from({ length: 64 }, (_, at) =>
        at % 2 === 0 ? client.copy() : client.copy().at(second.app.origin),
      );
      const answers = await Promise.all(tabs.map((tab) => tab.fetch("/protected")));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(tabs.map((tab) => tab.cookie("session"))).size).toBe(1);
      const rotations = await Promise.all(
        [first, second].map(async ({ app }) => countOf(await app.control(), "session.rotated")),
      );
      expect(rotations.toSorted()).toEqual([0, 1]);
    },
  },
  {
    title: "an access token of a session that ended elsewhere clears no cookie of a newer session",
    async run({ first, second }) {
      const before = await first.signedIn();
      const access = before.cookie("access");
      const user = newUser();
      const client = before.at(second.app.origin);
      await client.post("/sign-in", { user });
      const tab = client.copy().at(first.app.origin);
      if (access !== undefined) tab.plant("access", access);
      for (const path of ["/who", "/protected", "/now", "/api/auth/session"]) {
        const answer = await tab.copy().fetch(path);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(answer.setCookies.join()).not.toContain("Max-Age=0");
        expect(JSON.stringify(answer.json())).toContain(user);
      }
      expect(await ownerOf(tab)).toBe(user);
    },
  },
  {
    title: "a sign-in in an instance of the other strategy replaces the user in both",
    async run({ first, other }) {
      const [ada, bao] = [newUser(), newUser()];
      const client = await first.signedIn(ada);
      const elsewhere = client.at(other.app.origin);
      await elsewhere.post("/sign-in", { user: bao });
      for (const browser of [client, elsewhere]) {
        expect((await browser.fetch("/who")).json().user).toBe(bao);
        expect((await browser.fetch("/now")).json().user).toBe(bao);
      }
      await client.post("/sign-in", { user: ada });
      for (const browser of [elsewhere, client])
        expect((await browser.fetch("/who")).json().user).toBe(ada);
    },
  },
  {
    title: "a sign-out after a step-up in another instance ends the session",
    async run({ first, second }) {
      const client = await first.signedIn();
      const renewed = client.copy().at(second.app.origin);
      expect((await renewed.post("/step-up")).status).toBe(200);
      expect((await client.post("/sign-out")).json().revoked).toBe(1);
      expect((await renewed.fetch("/now")).status).toBe(401);
      expect(await ownerOf(renewed)).toBeNull();
    },
  },
  {
    title: "a step-up in one instance makes no token from before it fresh in another",
    async run(instances) {
      const { first, second } = instances;
      const client = await first.signedIn();
      await advance(instances, HOUR);
      await client.fetch("/protected");
      const before = client.copy().at(second.app.origin);
      expect((await client.post("/step-up")).status).toBe(200);
      expect((await before.fetch("/protected")).status).toBe(200);
      expect((await before.fetch("/fresh-now")).status).toBe(401);
      expect((await client.at(second.app.origin).fetch("/fresh-now")).status).toBe(200);
    },
  },
  {
    title: "a late refusal of a session that ended elsewhere clears no cookie of a newer sign-in",
    async run(instances) {
      const { first, second } = instances;
      const owner = newUser();
      const client = await first.signedIn(owner);
      const other = await second.signedIn(owner);
      await other.fetch(`/api/auth/sessions/${sessionIdOf(client)}`, { method: "DELETE" });
      await advance(instances, UNTIL_DUE);
      const late = first.raw("/held", { headers: { cookie: client.cookieHeader() } });
      await untilHeld(first);
      const user = newUser();
      await client.post("/sign-in", { user });
      await first.app.control({ release: true });
      const answer = await late;
      expect([answer.json().user, answer.setCookies]).toEqual([null, []]);
      expect(await ownerOf(client)).toBe(user);
    },
  },
  {
    title: "a stream that watches its session ends when another instance ends the session",
    async run({ first, second }) {
      const client = await first.signedIn();
      const stream = await openStream(client, second.app.origin, "/watch");
      await stream.until("watching\n");
      expect((await client.post("/sign-out")).json().revoked).toBe(1);
      expect(await stream.rest()).toBe("watching\nrevoked");
    },
  },
  {
    title: "an access token is refused in another instance soon after its session ended",
    async run({ first, second }) {
      const client = await first.signedIn();
      const elsewhere = client.copy().at(second.app.origin);
      expect((await elsewhere.fetch("/protected")).status).toBe(200);
      expect((await client.post("/sign-out")).json().revoked).toBe(1);
      // Before the access token expires: the clocks of the instances stand still. The bound is for a slow machine.
      const end = performance.now() + 5_000;
      while ((await elsewhere.fetch("/protected")).status === 200 && performance.now() < end);
      expect((await elsewhere.fetch("/protected")).status).toBe(401);
    },
  },
  {
    title: "sixteen concurrent changes in two instances all take effect",
    async run({ first, second }) {
      const client = await first.signedIn();
      const letters = [..."abcdefghijklmnop"];
      const tabs: TestClient[] = letters.map((_, at) =>
        at % 2 === 0 ? client.copy() : client.copy().at(second.app.origin),
      );
      const answers = await Promise.all(
        tabs.map((tab, at) => tab.post("/append", { text: letters[at] })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      const { note } = (await client.post("/append", { text: "" })).json();
      expect([...String(note)].toSorted()).toEqual(letters);
    },
  },
  {
    title: "a list of sessions contains those of every instance, and any instance can end each",
    async run({ first, second }) {
      const user = newUser();
      const [one, two] = [await first.signedIn(user), await second.signedIn(user)] as const;
      const path = `/api/auth/sessions/${sessionIdOf(two)}`;
      expect((await one.fetch(path, { method: "DELETE" })).status).toBe(204);
      expect([await ownerOf(one), await ownerOf(two)]).toEqual([user, null]);
    },
  },
];

async function advance({ first, second, other }: BindingInstances, ms: number): Promise<void> {
  for (const { app } of [first, second, other]) await app.control({ advance: ms });
}

async function untilHeld({ app }: BindingSubject): Promise<void> {
  while ((await app.control()).held === 0) await new Promise((resolve) => setImmediate(resolve));
}
