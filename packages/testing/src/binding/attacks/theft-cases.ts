import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  isSignedIn,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";

export const theftCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "another user's session cannot be ended, nor distinguished from one that never existed",
    async run({ signedIn }) {
      const [victim, thief] = [await signedIn(), await signedIn()] as const;
      const end = (id: string) => thief.fetch(`/api/auth/sessions/${id}`, { method: "DELETE" });
      const theirs = await end(sessionIdOf(victim));
      const nobodys = await end("A".repeat(21));
      expect([theirs.status, nobodys.status]).toEqual([404, 404]);
      expect(theirs.text).toBe(nobodys.text);
      for (const id of ["", "..", "%2e%2e", "__proto__", "*", "%00", "a".repeat(100), "%20"]) {
        const { status } = await end(id);
        expect([400, 404, 405, 308], id).toContain(status);
      }
      expect(await ownerOf(victim)).not.toBeNull();
    },
  },
  {
    title: "a session planted before the sign-in is not adopted",
    async run(subject) {
      const planted = await subject.signedIn();
      const target = planted.copy();
      const user = newUser();
      await target.post("/sign-in", { user });
      expect(sessionIdOf(target)).not.toBe(sessionIdOf(planted));
      expect([await ownerOf(target), await ownerOf(planted)]).toEqual([user, null]);
    },
  },
  {
    title: "an id that was forged before the sign-in is not adopted",
    async run(subject) {
      const { forge, signedOut } = subject;
      const id = "B".repeat(21);
      for (const invented of [
        `v1.AAAAAAAA.${id}.1.1.${"C".repeat(22)}.${"D".repeat(43)}`,
        forge.sessionToken([id, 1, 1, "C".repeat(22)]),
        id,
      ]) {
        const client = signedOut();
        client.plant("session", invented);
        expect((await client.post("/sign-in", { user: newUser() })).status).toBe(200);
        expect(sessionIdOf(client)).not.toBe(id);
        expect(await isSignedIn(subject, { cookie: `session=${invented}` })).toBe(false);
      }
    },
  },
  {
    title: "after a sign-out, credentials that were copied before are rejected",
    async run(subject) {
      const client = await subject.signedIn();
      const stolen = client.cookieHeader().split("; ");
      const access = client.cookie("access");
      await client.post("/sign-out");
      for (const cookie of stolen) expect(await isSignedIn(subject, { cookie })).toBe(false);
      expect(await isSignedIn(subject, { authorization: `Bearer ${access}` })).toBe(false);
    },
  },
  {
    title: "a stolen token that is reused after its owner has refreshed ends the session for both",
    async run({ app, signedIn }) {
      const victim = await signedIn();
      const thief = victim.copy();
      for (let turn = 0; turn < 2; turn++) {
        await app.control({ advance: UNTIL_DUE });
        expect((await victim.open("/protected")).status).toBe(200);
      }
      await app.control({ advance: UNTIL_DUE });
      const answer = await thief.open("/protected");
      expect([answer.status, answer.json().reason]).toEqual([401, "reused"]);
      expect(thief.cookieHeader()).toBe("");
      expect(countOf(await app.control(), "session.reused")).toBe(1);
      expect(await ownerOf(victim)).toBeNull();
    },
  },
];
