import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, ownerOf } from "../binding-subject.ts";
import { PAGES } from "../world/create-binding-world.ts";

/** A browser does not send `SameSite=Lax` cookies with a form of another site, and stores those of the answer. */
const FORM = {
  origin: PAGES,
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};

const FRAME = {
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "iframe",
};

/** A request for another site has no cookies, and its browser may have a session. */
export const withheldCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "a form of another site starts no guest in place of a session whose cookies are not sent",
    async run({ signedIn, signedOut }) {
      const user = newUser();
      const client = await signedIn(user);
      const ask = { method: "POST", body: JSON.stringify({ note: "a" }) };
      const json = { "content-type": "application/json" };
      const answer = await signedOut().send("/guest", { ...ask, headers: { ...FORM, ...json } });
      expect([answer.status, answer.setCookies]).toEqual([401, []]);
      client.accept(answer);
      expect(await ownerOf(client)).toBe(user);
    },
  },
  {
    title: "a page in a frame of another site gets no seed, and has to fetch the session",
    async run({ signedOut }) {
      const seed = await signedOut().send("/seed", { headers: FRAME });
      expect([seed.status, seed.text, seed.setCookies]).toEqual([200, "null", []]);
    },
  },
];
