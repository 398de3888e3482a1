import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser } from "../binding-subject.ts";

/** Headers that are trusted from the one trusted proxy, and not from a client before it. */
export const proxyCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "the address is the one that the trusted proxy adds, not one that the client sent",
    async run({ signedOut }) {
      for (const [forwarded, address] of [
        ["203.0.113.7", "203.0.113.7"],
        ["6.6.6.6, 203.0.113.8", "203.0.113.8"],
        ["127.0.0.1, garbage, 2001:DB8::1", "2001:db8::1"],
        ["6.6.6.6, <script>", null],
      ]) {
        const client = signedOut();
        await client.fetch("/sign-in", {
          method: "POST",
          headers: { "x-forwarded-for": String(forwarded), "content-type": "application/json" },
          body: JSON.stringify({ user: newUser() }),
        });
        const { sessions } = (await client.fetch("/api/auth/sessions")).json();
        expect(sessions).toMatchObject([{ ip: address }]);
      }
    },
  },
  {
    title: "the origin is the one that the trusted proxy reports, and no other",
    async run({ signedOut }) {
      const forwarded = { "x-forwarded-host": "evil.example, app.example" };
      for (const [origin, status] of [
        ["https://app.example", 200],
        ["https://evil.example", 403],
      ] as const) {
        const answer = await signedOut().send("/sign-in", {
          method: "POST",
          headers: { ...forwarded, origin, "content-type": "application/json" },
          body: JSON.stringify({ user: newUser() }),
        });
        expect([origin, answer.status]).toEqual([origin, status]);
      }
    },
  },
];
