import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, MINUTE } from "../binding-subject.ts";
import { payloadOf } from "../http/forge.ts";
import type { TestClient } from "../http/test-client.ts";

/** With access tokens: an access token alone is never extended or made fresh, and never yields a session token. */
export const accessAloneCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "an access token alone gains no longer life and no session token by changes",
    async run({ app, signedOut, signedIn }) {
      const thief = signedOut();
      thief.plant("access", accessOf(await signedIn()));
      const { exp } = payloadOf(accessOf(thief));
      for (let minute = 0; minute < 14; minute += 2) {
        for (const path of ["/note", "/append"]) {
          const answer = await thief.post(path, { note: "a", text: "a" });
          expect([path, answer.status]).toEqual([path, 200]);
          expect(answer.setCookies.join()).not.toContain("session=");
          expect(payloadOf(accessOf(thief)).exp).toBe(exp);
        }
        await app.control({ advance: 2 * MINUTE });
      }
      await app.control({ advance: 2 * MINUTE });
      expect((await thief.fetch("/protected")).status).toBe(401);
      expect((await thief.post("/note", { note: "a" })).status).toBe(401);
    },
  },
  {
    title: "an access token from before a step-up never becomes fresh",
    async run({ app, raw, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: 12 * MINUTE });
      const access = accessOf(client);
      expect((await client.post("/step-up")).status).toBe(200);
      for (const path of ["/fresh", "/fresh-now"]) {
        for (const headers of [
          { cookie: `access=${access}` },
          { authorization: `Bearer ${access}` },
        ]) {
          const stale = await raw(path, { headers: headers as Record<string, string> });
          expect([path, stale.status, stale.json().code]).toEqual([path, 401, "session_not_fresh"]);
        }
        expect([path, (await client.fetch(path)).status]).toEqual([path, 200]);
      }
    },
  },
];

function accessOf(client: TestClient): string {
  return client.cookie("access") ?? "";
}
