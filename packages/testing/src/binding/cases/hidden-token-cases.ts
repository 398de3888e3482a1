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

/** What differs where only the endpoints see the session token: a binding learns of it from the service alone. */
export const hiddenTokenCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a hidden session token goes to the endpoints only, and the access token everywhere",
    async run({ stranger }) {
      const visitor = stranger();
      const answer = await visitor.post("/sign-in", { user: newUser() });
      const paths = answer.setCookies.map((line) => /^(\w+)=.*; Path=([^;]+)/.exec(line)?.slice(1));
      expect(Object.fromEntries(paths as string[][])).toEqual({
        access: "/",
        session: "/api/auth",
      });
      expect(visitor.cookieHeader()).not.toContain("session=");
      expect((await visitor.fetch("/protected")).status).toBe(200);
    },
  },
  {
    title: "a hidden session token refreshes at the endpoint, and no route takes anything back",
    async run({ app, signedIn }) {
      const user = newUser();
      const visitor = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      for (const path of ["/protected", "/now", "/fresh"]) {
        const refused = await visitor.fetch(path);
        expect([path, refused.status, refused.json().code]).toEqual([
          path,
          401,
          "session_required",
        ]);
        expect(visitor.cookie("session")).toMatch(/^v1\./);
      }
      expect((await visitor.fetch("/who")).json().user).toBeNull();
      expect((await app.control()).events).toEqual([]);
      expect((await visitor.post("/api/auth/refresh")).status).toBe(200);
      expect((await visitor.fetch("/protected")).json()).toEqual({ user });
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
    },
  },
  {
    title: "a hidden session token of another session ends with a sign-in in a route",
    async run({ signedIn }) {
      const visitor = await signedIn();
      const before = visitor.copy();
      const user = newUser();
      await visitor.post("/sign-in", { user });
      expect([await ownerOf(visitor), await ownerOf(before)]).toEqual([user, null]);
      expect(sessionIdOf(visitor)).not.toBe(sessionIdOf(before));
    },
  },
  {
    title:
      "a hidden session token ends with a sign-out in a route, and both cookies are taken back",
    async run({ signedIn }) {
      const visitor = await signedIn();
      const before = visitor.copy();
      expect((await visitor.post("/sign-out")).json()).toEqual({ revoked: 1, user: null });
      expect([visitor.cookie("access"), visitor.cookie("session")]).toEqual([undefined, undefined]);
      expect(await ownerOf(before)).toBeNull();
    },
  },
  {
    title: "a hidden session token stays as it is at a step-up in a route, which is fresh at once",
    async run(subject) {
      const user = newUser();
      const visitor = await subject.signedIn(user);
      await subject.app.control({ advance: 12 * MINUTE });
      const before = visitor.cookie("session");
      expect((await visitor.fetch("/fresh")).status).toBe(401);
      expect((await visitor.post("/step-up")).json()).toMatchObject({ user });
      expect(visitor.cookie("session")).toBe(before);
      expect((await visitor.fetch("/fresh")).status).toBe(200);
      expect(await isSignedIn(subject, { cookie: visitor.cookieHeader() })).toBe(true);
      await subject.app.control({ advance: UNTIL_DUE });
      expect((await visitor.post("/api/auth/refresh")).status).toBe(200);
      expect((await visitor.fetch("/protected")).json()).toEqual({ user });
    },
  },
  {
    title: "a hidden session token stays what it was when data is written in a route",
    async run({ signedIn }) {
      const visitor = await signedIn();
      const before = visitor.cookie("session");
      expect((await visitor.post("/note", { note: "kept" })).json()).toEqual({ note: "kept" });
      expect(visitor.cookie("session")).toBe(before);
      expect((await visitor.fetch("/who")).json()).toMatchObject({ note: "kept" });
    },
  },
];
