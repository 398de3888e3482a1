import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn } from "../binding-subject.ts";
import { partsOf } from "../http/forge.ts";

export const sessionTokenCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "a session token that a test signs like the server is accepted, as a control for the refusals",
    async run(subject) {
      const token = (await subject.signedIn()).cookie("session");
      expect(subject.forge.sessionToken(partsOf(token).slice(2, 6))).toBe(token);
      expect(await isSignedIn(subject, { cookie: `session=${token}` })).toBe(true);
    },
  },
  {
    title: "a session token that was changed in any part is refused",
    async run(subject) {
      const token = (await subject.signedIn()).cookie("session") ?? "";
      const parts = partsOf(token);
      for (const [at, part] of parts.entries()) {
        const other = (part.startsWith("A") ? "B" : "A") + part.slice(1);
        for (const changed of [other, "", part.slice(1), `${part}A`, `${part.toLowerCase()}-`]) {
          const cookie = `session=${parts.with(at, changed).join(".")}`;
          expect([at, await isSignedIn(subject, { cookie })]).toEqual([at, false]);
        }
      }
      for (const spelled of [`${token}.`, `${token}=`, `"${token}"`, `${token}.x`, `%20${token}`]) {
        expect(await isSignedIn(subject, { cookie: `session=${spelled}` })).toBe(false);
      }
      expect(await isSignedIn(subject, { cookie: `session=${token}` })).toBe(true);
    },
  },
  {
    title: "a client with the key but not the secret of a session gets no access, and ends nothing",
    async run(subject) {
      const client = await subject.signedIn();
      const [, , id = "", generation = "", branch = ""] = partsOf(client.cookie("session"));
      for (const claimed of [generation, Number(generation) + 5]) {
        const forged = subject.forge.sessionToken([id, claimed, branch, "A".repeat(22)]);
        const cookie = `session=${forged}`;
        expect(await isSignedIn(subject, { cookie })).toBe(false);
        expect((await subject.raw("/protected", { headers: { cookie } })).status).toBe(401);
      }
      const cookie = `session=${client.cookie("session")}`;
      expect(await isSignedIn(subject, { cookie })).toBe(true);
    },
  },
  {
    title: "the id of another user's session in a client's own token is refused",
    async run(subject) {
      const [victim, thief] = [await subject.signedIn(), await subject.signedIn()] as const;
      const [, , id = ""] = partsOf(victim.cookie("session"));
      const [, , , ...rest] = partsOf(thief.cookie("session"));
      const token = subject.forge.sessionToken([id, ...rest.slice(0, 3)]);
      expect(await isSignedIn(subject, { cookie: `session=${token}` })).toBe(false);
    },
  },
  {
    title:
      "numbers of a session token in another notation are refused, even with a genuine signature",
    async run(subject) {
      const [, , id = "", , , secret = ""] = partsOf((await subject.signedIn()).cookie("session"));
      for (const number of ["01", "1.0", "1e0", "+1", "0x1", "-1", "0", "", "9999999999", "NaN"]) {
        const cookie = `session=${subject.forge.sessionToken([id, number, 1, secret])}`;
        expect([number, await isSignedIn(subject, { cookie })]).toEqual([number, false]);
      }
    },
  },
];
