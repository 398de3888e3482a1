import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf, newUser, UNTIL_DUE } from "../binding-subject.ts";
import { during } from "./during.ts";

/** What a page hands to the client in the browser, so that it need not ask. */
export const seedCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "the seed of a page says of everybody what the endpoint says",
    async run({ signedIn, stranger }) {
      for (const visitor of [await signedIn(), stranger()]) {
        const seed = await visitor.fetch("/seed");
        const endpoint = await visitor.fetch("/api/auth/session");
        expect([seed.status, seed.setCookies]).toEqual([200, []]);
        expect(seed.json()).toEqual(endpoint.json());
      }
    },
  },
  {
    title: "the seed of a request that refreshes is that of the fresh session, beside its cookies",
    async run({ app, signedIn }) {
      const user = newUser();
      const visitor = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const seed = await visitor.open("/seed");
      expect(seed.json()).toMatchObject({ status: "authenticated", user: { id: user } });
      expect(seed.setCookies).not.toEqual([]);
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
      expect((await visitor.open("/seed")).setCookies).toEqual([]);
    },
  },
  {
    title: "in an outage the seed is null, and the page around it is sent",
    async run({ app, signedIn }) {
      const visitor = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      await during(app, async () => {
        const { status, text, setCookies } = await visitor.open("/seed");
        expect([status, text, setCookies]).toEqual([200, "null", []]);
      });
      expect((await visitor.open("/seed")).json()).toMatchObject({ status: "authenticated" });
    },
  },
];
