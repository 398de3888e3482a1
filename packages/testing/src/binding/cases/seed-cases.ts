import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf, newUser, UNTIL_DUE } from "../binding-subject.ts";
import { during } from "./during.ts";

/** What a page passes to the client in the browser, which then needs no request. */
export const seedCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "the seed of a page equals the answer of the endpoint, signed in or not",
    async run({ signedIn, signedOut }) {
      for (const client of [await signedIn(), signedOut()]) {
        const seed = await client.fetch("/seed");
        const endpoint = await client.fetch("/api/auth/session");
        expect([seed.status, seed.setCookies]).toEqual([200, []]);
        expect(seed.json()).toEqual(endpoint.json());
      }
    },
  },
  {
    title: "the seed of a request that refreshes is that of the fresh session, beside its cookies",
    async run({ app, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const seed = await client.open("/seed");
      expect(seed.json()).toMatchObject({ status: "authenticated", user: { id: user } });
      expect(seed.setCookies).not.toEqual([]);
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
      expect((await client.open("/seed")).setCookies).toEqual([]);
    },
  },
  {
    title: "in an outage the seed is null, and the page around it is sent",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      await during(app, async () => {
        const { status, text, setCookies } = await client.open("/seed");
        expect([status, text, setCookies]).toEqual([200, "null", []]);
      });
      expect((await client.open("/seed")).json()).toMatchObject({ status: "authenticated" });
    },
  },
];
