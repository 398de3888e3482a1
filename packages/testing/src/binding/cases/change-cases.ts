import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  HOUR,
  isSignedIn,
  MINUTE,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";

export const changeCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a sensitive place requires a recent proof of identity, and accepts a step-up",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      expect((await client.fetch("/fresh")).status).toBe(200);
      await app.control({ advance: HOUR });
      const stale = await client.fetch("/fresh");
      expect(stale.status).toBe(401);
      expect(stale.headers["content-type"]).toMatch(/^application\/problem\+json/);
      expect(stale.json()).toMatchObject({ code: "session_not_fresh" });
      expect((await client.fetch("/protected")).status).toBe(200);
      expect((await client.post("/step-up")).json()).toEqual({
        user,
        session: sessionIdOf(client),
      });
      expect((await client.fetch("/fresh")).json()).toEqual({ user });
    },
  },
  {
    title: "a refusal for not being fresh still sets the cookies of the refresh before it",
    async run({ app, signedIn }) {
      const client = await signedIn();
      const before = client.cookie("session");
      await app.control({ advance: HOUR });
      const stale = await client.fetch("/fresh");
      expect([stale.status, stale.json().code]).toEqual([401, "session_not_fresh"]);
      expect(client.cookie("session")).not.toBe(before);
    },
  },
  {
    title: "a step-up gives new credentials, and the earlier session token is not fresh",
    async run(subject) {
      const client = await subject.signedIn();
      await subject.app.control({ advance: HOUR });
      await client.fetch("/protected");
      const before = `session=${client.cookie("session")}`;
      const answer = await client.post("/step-up");
      expect(answer.setCookies.length).toBeGreaterThan(0);
      expect(`session=${client.cookie("session")}`).not.toBe(before);
      expect(await isSignedIn(subject, { cookie: before })).toBe(true);
      for (const path of ["/fresh", "/fresh-now"]) {
        const stale = await subject.raw(path, { headers: { cookie: before } });
        expect([path, stale.status, stale.json().code]).toEqual([path, 401, "session_not_fresh"]);
        expect([path, (await client.fetch(path)).status]).toEqual([path, 200]);
      }
    },
  },
  {
    title: "a session token from before a step-up ends the session once the new one is in use",
    async run({ app, raw, signedIn }) {
      const client = await signedIn();
      const cookie = `session=${client.cookie("session")}`;
      await client.post("/step-up");
      for (let turn = 0; turn < 2; turn++) {
        await client.fetch("/now");
        await app.control({ advance: 2 * MINUTE });
      }
      await client.fetch("/now");
      await app.control({ advance: 3 * MINUTE });
      const answer = await raw("/protected", { headers: { cookie } });
      expect([answer.status, answer.json().reason]).toEqual([401, "reused"]);
      expect(await ownerOf(client)).toBeNull();
    },
  },
  {
    title: "a step-up in the very request that refreshes leaves the browser with the fresh cookies",
    async run(subject) {
      const client = await subject.signedIn();
      await subject.app.control({ advance: UNTIL_DUE });
      expect((await client.post("/step-up")).status).toBe(200);
      const cookie = `session=${client.cookie("session")}`;
      expect(await isSignedIn(subject, { cookie })).toBe(true);
      expect((await client.fetch("/fresh-now")).status).toBe(200);
    },
  },
  {
    title: "a signed-out client has no session to renew or to write to",
    async run({ signedOut }) {
      for (const path of ["/step-up", "/note"]) {
        const answer = await signedOut().post(path, { note: "a" });
        expect([answer.status, answer.setCookies]).toEqual([401, []]);
      }
    },
  },
  {
    title: "what is written to a session is read in the same request and in the next",
    async run({ signedIn }) {
      const client = await signedIn();
      const note = "für später \u{1f511} <b>";
      expect((await client.post("/note", { note })).json()).toEqual({ note });
      expect((await client.fetch("/who")).json()).toMatchObject({ note });
    },
  },
  {
    title: "sixteen concurrent changes of one session all take effect",
    async run({ signedIn }) {
      const client = await signedIn();
      const letters = [..."abcdefghijklmnop"];
      const tabs = letters.map((text) => client.copy().post("/append", { text }));
      const statuses = (await Promise.all(tabs)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([200]));
      const { note } = (await client.post("/append", { text: "" })).json();
      expect([...String(note)].toSorted()).toEqual(letters);
    },
  },
  {
    title: "a sign-in or a sign-out takes effect in the rest of the same request",
    async run({ signedIn }) {
      const client = await signedIn();
      expect((await client.post("/sign-out?scope=others")).json().user).not.toBeNull();
      expect((await client.post("/sign-out")).json().user).toBeNull();
    },
  },
];
