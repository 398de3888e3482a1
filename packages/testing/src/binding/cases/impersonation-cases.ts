import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  HOUR,
  MINUTE,
  newUser,
  ownerOf,
} from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";

/** An administrator acts as a user, and returns. */
export const impersonationCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "an impersonation answers as the other user, and names its actor",
    async run(subject) {
      const { client, admin, user, answer } = await impersonating(subject);
      expect(answer.json()).toEqual({ user, actor: admin });
      expect((await client.fetch("/protected")).json()).toEqual({ user });
      expect((await client.fetch("/api/auth/session")).json()).toMatchObject({
        session: { userId: user, actor: { userId: admin } },
      });
      expect((await client.post("/note", { note: "a" })).json()).toEqual({ note: "a" });
    },
  },
  {
    title: "an impersonation is never fresh, and accepts no step-up",
    async run(subject) {
      const { client } = await impersonating(subject);
      const stale = await client.fetch("/fresh");
      expect([stale.status, stale.json().code]).toEqual([401, "session_not_fresh"]);
      expect((await client.post("/step-up")).status).toBe(403);
      expect((await client.fetch("/fresh-now")).status).toBe(401);
    },
  },
  {
    title: "an impersonation neither lists nor ends the sessions of its user",
    async run(subject) {
      const { client, user } = await impersonating(subject);
      const own = await subject.signedIn(user);
      for (const answer of [
        await client.fetch("/api/auth/sessions"),
        await client.post("/api/auth/logout?scope=all"),
        await client.post("/api/auth/logout?scope=others"),
      ]) {
        expect([answer.status, answer.json().code]).toEqual([403, "impersonated"]);
      }
      expect(await ownerOf(own)).toBe(user);
    },
  },
  {
    title: "an impersonation cannot start another one",
    async run(subject) {
      const { client, user } = await impersonating(subject);
      expect((await client.post("/impersonate", { user: newUser() })).status).toBe(403);
      expect(await ownerOf(client)).toBe(user);
    },
  },
  {
    title: "the end of an impersonation returns to the actor's own session, once and again",
    async run(subject) {
      const { client, admin, before } = await impersonating(subject);
      const both = { user: admin, read: admin };
      expect((await client.post("/end-impersonation")).json()).toEqual(both);
      expect((await client.fetch("/fresh")).json()).toEqual({ user: admin });
      expect((await client.post("/end-impersonation")).json()).toEqual(both);
      expect(await ownerOf(before)).toBe(admin);
      expect(countOf(await subject.app.control(), "session.impersonation_ended")).toBe(1);
    },
  },
  {
    title: "the end of an impersonation in 64 requests at once returns in all of them",
    async run(subject) {
      const { client, admin } = await impersonating(subject);
      const tabs = Array.from({ length: 64 }, () => client.copy());
      const answers = await Promise.all(tabs.map((tab) => tab.post("/end-impersonation")));
      expect(new Set(answers.map((answer) => answer.json().user))).toEqual(new Set([admin]));
      expect(await ownerOf(tabs.at(-1) ?? client)).toBe(admin);
    },
  },
  {
    title: "an impersonation whose start was lost leaves the actor signed in",
    async run(subject) {
      const { before, admin } = await impersonating(subject);
      for (let turn = 0; turn < 4; turn++) {
        await subject.app.control({ advance: 16 * MINUTE });
        expect((await before.open("/protected")).json()).toEqual({ user: admin });
      }
      expect(countOf(await subject.app.control(), "session.reused")).toBe(0);
    },
  },
  {
    title: "an impersonation whose end was lost leaves the actor signed in",
    async run(subject) {
      const { client, admin } = await impersonating(subject);
      expect((await client.copy().post("/end-impersonation")).status).toBe(200);
      await subject.app.control({ advance: 3 * MINUTE });
      const refused = await client.open("/protected");
      expect([refused.status, refused.json().reason]).toEqual([401, "revoked"]);
      expect((await client.open("/protected")).json()).toEqual({ user: admin });
    },
  },
  {
    title: "an impersonation ends by itself, and leaves the actor signed in",
    async run(subject) {
      const { client, admin } = await impersonating(subject);
      await subject.app.control({ advance: HOUR });
      expect((await client.open("/protected")).status).toBe(401);
      expect((await client.open("/protected")).json()).toEqual({ user: admin });
    },
  },
  {
    title: "an impersonation ends with the actor's sessions",
    async run(subject) {
      const { client, admin } = await impersonating(subject);
      const elsewhere = await subject.signedIn(admin);
      expect((await elsewhere.post("/sign-out?scope=all")).status).toBe(200);
      expect((await client.fetch("/protected")).status).toBe(401);
      expect(await ownerOf(client)).toBeNull();
    },
  },
  {
    title: "a sign-out in an impersonation also signs the actor out",
    async run(subject) {
      for (const path of ["/sign-out", "/api/auth/logout"]) {
        const { client, before } = await impersonating(subject);
        expect((await client.post(path)).json()).toMatchObject({ revoked: 2 });
        expect([await ownerOf(client), await ownerOf(before)]).toEqual([null, null]);
        expect(client.cookie("session")).toBeUndefined();
      }
    },
  },
  {
    title: "another site can neither start nor end an impersonation",
    async run(subject) {
      const { client, before, user, admin } = await impersonating(subject);
      const body = JSON.stringify({ user: newUser() });
      const headers = { "sec-fetch-site": "cross-site", "content-type": "application/json" };
      for (const [browser, path] of [
        [before, "/impersonate"],
        [client, "/end-impersonation"],
      ] as const) {
        const answer = await browser.send(path, { method: "POST", headers, body });
        expect([answer.status, answer.setCookies]).toEqual([403, []]);
      }
      expect([await ownerOf(client), await ownerOf(before)]).toEqual([user, admin]);
    },
  },
  {
    title: "an impersonation of a client that keeps its own tokens gets tokens and sets no cookie",
    async run({ app, raw, signedOut }) {
      const admin = newUser("admin");
      const user = newUser();
      const signedIn = await signedOut().post("/sign-in?transport=bearer", { user: admin });
      const own = headersOf(signedIn.json().tokens);
      const body = JSON.stringify({ user });
      const path = "/impersonate?transport=bearer";
      const started = await raw(path, { method: "POST", headers: own, body });
      expect(started.json()).toMatchObject({ user, actor: admin });
      const acting = headersOf(started.json().tokens);
      expect((await raw("/protected", { headers: acting })).json()).toEqual({ user });
      const ended = await raw("/end-impersonation", { method: "POST", headers: acting, body });
      expect(ended.json()).toEqual({ user: null, read: null });
      expect([started.setCookies, ended.setCookies]).toEqual([[], []]);
      expect((await raw("/protected", { headers: acting })).status).toBe(401);
      expect((await raw("/protected", { headers: own })).json()).toEqual({ user: admin });
      expect(countOf(await app.control(), "session.impersonation_ended")).toBe(1);
    },
  },
  {
    title: "an impersonation cannot start without a session",
    async run({ signedOut }) {
      const answer = await signedOut().post("/impersonate", { user: newUser() });
      expect([answer.status, answer.setCookies]).toEqual([401, []]);
    },
  },
];

interface Impersonating {
  readonly client: TestClient;
  /** The cookies of the administrator before. */
  readonly before: TestClient;
  readonly admin: string;
  readonly user: string;
  readonly answer: Awaited<ReturnType<TestClient["post"]>>;
}

/** An administrator who acts as a user. */
async function impersonating({ app, signedIn }: BindingSubject): Promise<Impersonating> {
  const admin = newUser("admin");
  const user = newUser();
  const client = await signedIn(admin);
  const before = client.copy();
  await app.control();
  const answer = await client.post("/impersonate", { user });
  expect(answer.status).toBe(200);
  return { client, before, admin, user, answer };
}

function headersOf(tokens: unknown): Readonly<Record<string, string>> {
  const { accessToken, sessionToken } = tokens as Readonly<Record<string, string | null>>;
  return {
    authorization: `Bearer ${accessToken ?? sessionToken}`,
    "content-type": "application/json",
  };
}
