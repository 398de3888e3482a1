import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  isSignedIn,
  MINUTE,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";

/** What differs if only the endpoints receive the session token. A binding handles it through the service only. */
export const hiddenTokenCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a hidden session token goes to the endpoints only, and the access token everywhere",
    async run({ signedOut }) {
      const client = signedOut();
      const answer = await client.post("/sign-in", { user: newUser() });
      const paths = answer.setCookies.map((line) => /^(\w+)=.*; Path=([^;]+)/.exec(line)?.slice(1));
      expect(Object.fromEntries(paths as string[][])).toEqual({
        access: "/",
        session: "/api/auth",
      });
      expect(client.cookieHeader()).not.toContain("session=");
      expect((await client.fetch("/protected")).status).toBe(200);
    },
  },
  {
    title: "a hidden session token refreshes at the endpoint, and no route clears a cookie",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      for (const path of ["/protected", "/now", "/fresh"]) {
        const refused = await client.fetch(path);
        expect([path, refused.status, refused.json().code]).toEqual([
          path,
          401,
          "session_required",
        ]);
        expect(client.cookie("session")).toMatch(/^v1\./);
      }
      expect((await client.fetch("/who")).json().user).toBeNull();
      expect((await app.control()).events).toEqual([]);
      expect((await client.post("/api/auth/refresh")).status).toBe(200);
      expect((await client.fetch("/protected")).json()).toEqual({ user });
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
    },
  },
  {
    title: "a hidden session token of another session ends with a sign-in in a route",
    async run({ signedIn }) {
      const client = await signedIn();
      const before = client.copy();
      const user = newUser();
      await client.post("/sign-in", { user });
      expect([await ownerOf(client), await ownerOf(before)]).toEqual([user, null]);
      expect(sessionIdOf(client)).not.toBe(sessionIdOf(before));
    },
  },
  {
    title: "a hidden session token ends with a sign-out in a route, and both cookies are cleared",
    async run({ signedIn }) {
      const client = await signedIn();
      const before = client.copy();
      expect((await client.post("/sign-out")).json()).toEqual({ revoked: 1, user: null });
      expect([client.cookie("access"), client.cookie("session")]).toEqual([undefined, undefined]);
      expect(await ownerOf(before)).toBeNull();
    },
  },
  {
    title: "a hidden session token stays unchanged at a step-up in a route, which is fresh at once",
    async run(subject) {
      const user = newUser();
      const client = await subject.signedIn(user);
      await subject.app.control({ advance: 12 * MINUTE });
      const before = client.cookie("session");
      expect((await client.fetch("/fresh")).status).toBe(401);
      expect((await client.post("/step-up")).json()).toMatchObject({ user });
      expect(client.cookie("session")).toBe(before);
      expect((await client.fetch("/fresh")).status).toBe(200);
      expect(await isSignedIn(subject, { cookie: client.cookieHeader() })).toBe(true);
      await subject.app.control({ advance: UNTIL_DUE });
      expect((await client.post("/api/auth/refresh")).status).toBe(200);
      expect((await client.fetch("/protected")).json()).toEqual({ user });
    },
  },
  {
    title: "a hidden session token stays unchanged when data is written in a route",
    async run({ signedIn }) {
      const client = await signedIn();
      const before = client.cookie("session");
      expect((await client.post("/note", { note: "kept" })).json()).toEqual({ note: "kept" });
      expect(client.cookie("session")).toBe(before);
      expect((await client.fetch("/who")).json()).toMatchObject({ note: "kept" });
    },
  },
];
