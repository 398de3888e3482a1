import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  isSignedIn,
  newUser,
  ownerOf,
  UNTIL_DUE,
} from "../binding-subject.ts";

export const signOutCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "signing out in a route ends the session, clears the cookies, and takes effect at once",
    async run(subject) {
      const { app, signedIn } = subject;
      const client = await signedIn();
      const cookie = client.cookieHeader();
      await app.control();
      const answer = await client.post("/sign-out");
      expect([answer.status, answer.json()]).toEqual([200, { revoked: 1, user: null }]);
      expect(client.cookieHeader()).toBe("");
      expect(countOf(await app.control(), "session.revoked")).toBe(1);
      expect(await isSignedIn(subject, { cookie })).toBe(false);
    },
  },
  {
    title: "signing out by the endpoint does the same, also if the access token has expired",
    async run({ app, signedIn }) {
      for (const advance of [0, UNTIL_DUE]) {
        const client = await signedIn();
        const tab = client.copy();
        await app.control({ advance });
        const answer = await client.post("/api/auth/logout");
        expect([answer.status, answer.json()]).toEqual([200, { revoked: 1 }]);
        expect(client.cookieHeader()).toBe("");
        expect(await ownerOf(tab)).toBeNull();
      }
    },
  },
  {
    title: "signing out without a session is not an error",
    async run({ signedOut }) {
      for (const path of ["/sign-out", "/api/auth/logout"]) {
        const answer = await signedOut().post(path);
        expect([answer.status, answer.json().revoked]).toEqual([200, 0]);
      }
    },
  },
  {
    title: "ending the user's other sessions keeps this one and its cookies",
    async run({ signedIn }) {
      for (const path of ["/sign-out?scope=others", "/api/auth/logout?scope=others"]) {
        const user = newUser();
        const [one, two, three] = [
          await signedIn(user),
          await signedIn(user),
          await signedIn(user),
        ] as const;
        const answer = await one.post(path);
        expect(answer.json()).toMatchObject({ revoked: 2 });
        expect(answer.setCookies).toEqual([]);
        expect(await ownerOf(one)).toBe(user);
        expect([await ownerOf(two), await ownerOf(three)]).toEqual([null, null]);
      }
    },
  },
  {
    title: "ending all sessions of the user ends this one too, and none of other users",
    async run({ signedIn }) {
      for (const path of ["/sign-out?scope=all", "/api/auth/logout?scope=all"]) {
        const user = newUser();
        const [one, two, other] = [
          await signedIn(user),
          await signedIn(user),
          await signedIn(),
        ] as const;
        expect((await one.post(path)).json()).toMatchObject({ revoked: 2 });
        expect(one.cookieHeader()).toBe("");
        expect([await ownerOf(one), await ownerOf(two)]).toEqual([null, null]);
        expect(await ownerOf(other)).not.toBeNull();
      }
    },
  },
  {
    title: "a scope that does not exist ends nothing",
    async run({ signedIn }) {
      const client = await signedIn();
      expect((await client.post("/api/auth/logout?scope=everything")).status).toBe(400);
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
];
