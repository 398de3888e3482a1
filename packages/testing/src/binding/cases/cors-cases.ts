import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser } from "../binding-subject.ts";
import { PAGES } from "../world/create-binding-world.ts";

/** Pages on another host than the endpoints, of an origin that is allowed. */
export const corsCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "a page of an allowed origin may read the endpoints with cookies, also where they refuse",
    async run({ signedIn, signedOut }) {
      const user = newUser();
      const client = await signedIn(user);
      const headers = { origin: PAGES, "sec-fetch-site": "cross-site" };
      const answers = [
        await client.fetch("/api/auth/session", { headers }),
        await client.fetch("/api/auth/refresh", { method: "POST", headers }),
        await signedOut().fetch("/api/auth/sessions", { headers }),
        await client.fetch("/api/auth/nothing", { headers }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 404]);
      for (const answer of answers) {
        expect(answer.headers["access-control-allow-origin"]).toBe(PAGES);
        expect(answer.headers["access-control-allow-credentials"]).toBe("true");
        expect(String(answer.headers.vary).toLowerCase()).toContain("origin");
      }
      expect(answers[0]?.json()).toMatchObject({ user: { id: user } });
    },
  },
  {
    title: "a preflight of an allowed origin is answered, and only for the endpoints",
    async run({ signedOut }) {
      const headers = { origin: PAGES, "access-control-request-method": "POST" };
      const preflight = await signedOut().fetch("/api/auth/refresh", {
        method: "OPTIONS",
        headers,
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers["access-control-allow-origin"]).toBe(PAGES);
      expect(preflight.headers["access-control-allow-methods"]).toContain("POST");
      const own = await signedOut().fetch("/who", { method: "OPTIONS", headers });
      expect(own.headers["access-control-allow-origin"]).toBeUndefined();
    },
  },
  {
    title: "no other origin may read the endpoints, or change anything with them",
    async run({ signedIn }) {
      const client = await signedIn();
      for (const origin of ["https://evil.example", `${PAGES}.evil.example`, "null"]) {
        const headers = { origin, "sec-fetch-site": "cross-site" };
        const read = await client.fetch("/api/auth/session", { headers });
        expect(read.headers["access-control-allow-origin"]).toBeUndefined();
        const write = await client.fetch("/api/auth/logout", { method: "POST", headers });
        expect([write.status, write.headers["access-control-allow-origin"]]).toEqual([
          403,
          undefined,
        ]);
      }
    },
  },
];
