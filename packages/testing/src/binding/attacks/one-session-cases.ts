import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, HOUR, newUser, ownerOf } from "../binding-subject.ts";

/** With access tokens: one session per request, the one that the session token names. */
export const oneSessionCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "an access token of another session is ignored beside a session token, and replaced",
    async run({ raw, signedIn }) {
      const [ada, bao] = [newUser(), newUser()];
      const [first, second] = [await signedIn(ada), await signedIn(bao)] as const;
      const cookie = `access=${first.cookie("access")}; session=${second.cookie("session")}`;
      for (const path of ["/who", "/protected", "/now"]) {
        const answer = await raw(path, { headers: { cookie } });
        expect([path, answer.json().user]).toEqual([path, bao]);
        expect(answer.setCookies.map((line) => line.split("=", 1)[0])).toContain("access");
        expect(answer.setCookies.join()).not.toContain("Max-Age=0");
      }
      const headers = { cookie, "sec-fetch-site": "same-origin" };
      const out = await raw("/api/auth/logout", { method: "POST", headers });
      expect(out.status).toBe(200);
      expect(await ownerOf(second)).toBeNull();
    },
  },
  {
    title: "an access token from before a step-up is ignored beside the new session token",
    async run({ app, raw, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: HOUR });
      await client.fetch("/protected");
      const access = client.cookie("access");
      await client.post("/step-up");
      const cookie = `access=${access}; session=${client.cookie("session")}`;
      const answer = await raw("/fresh", { headers: { cookie } });
      expect(answer.status).toBe(200);
      expect(answer.setCookies.map((line) => line.split("=", 1)[0])).toContain("access");
    },
  },
];
