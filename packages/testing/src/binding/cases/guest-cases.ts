import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";

/** A guest has data, and is not signed in. */
export const guestCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a guest has data in the next request",
    async run(subject) {
      const client = await guest(subject, "a");
      expect((await client.fetch("/guest")).json()).toEqual({ note: "a" });
      expect((await client.post("/guest", { note: "b" })).json()).toEqual({ note: "b" });
      expect((await client.fetch("/guest")).json()).toEqual({ note: "b" });
    },
  },
  {
    title: "a guest is refused wherever a session is needed, and keeps the cookie",
    async run(subject) {
      const client = await guest(subject, "a");
      const session = client.cookie("session");
      for (const path of ["/protected", "/now", "/fresh", "/api/auth/sessions"]) {
        const refused = await client.fetch(path);
        expect([path, refused.status, refused.json().reason]).toEqual([path, 401, "guest"]);
      }
      for (const path of ["/step-up", "/note", "/impersonate"]) {
        const answer = await client.post(path, { note: "b", user: newUser() });
        expect([path, answer.status]).toEqual([path, 401]);
      }
      expect((await client.fetch("/who")).json()).toMatchObject({ user: null, session: null });
      expect((await client.fetch("/api/auth/session")).json()).toMatchObject({
        ...{ status: "unauthenticated", session: null, user: null, reason: "guest" },
      });
      expect(client.cookie("session")).toBe(session);
      expect((await client.fetch("/guest")).json()).toEqual({ note: "a" });
    },
  },
  {
    title: "a guest who signs in has a new session, which keeps what the application merges",
    async run(subject) {
      const client = await guest(subject, "a");
      const planted = client.copy();
      const before = sessionIdOf(client);
      const user = newUser();
      const answer = await client.post("/guest-sign-in", { user });
      expect(answer.json()).toEqual({ user, note: "a!" });
      expect(sessionIdOf(client)).not.toBe(before);
      expect(await ownerOf(client)).toBe(user);
      expect((await client.fetch("/guest")).json()).toEqual({ note: null });
      expect(await ownerOf(planted)).toBeNull();
      expect((await planted.fetch("/guest")).json()).toEqual({ note: null });
    },
  },
  {
    title: "a guest stays the same guest over a long time",
    async run(subject) {
      const client = await guest(subject, "a");
      for (let turn = 0; turn < 3; turn++) {
        await subject.app.control({ advance: UNTIL_DUE });
        expect((await client.fetch("/guest")).json()).toEqual({ note: "a" });
      }
    },
  },
  {
    title: "a sign-out of a guest ends it",
    async run(subject) {
      const client = await guest(subject, "a");
      expect((await client.post("/api/auth/logout")).json()).toEqual({ revoked: 1 });
      expect((await client.fetch("/guest")).json()).toEqual({ note: null });
    },
  },
];

async function guest({ signedOut }: BindingSubject, note: string): Promise<TestClient> {
  const client = signedOut();
  const answer = await client.post("/guest", { note });
  expect([answer.status, answer.json()]).toEqual([200, { note }]);
  return client;
}
