import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { SendOptions } from "../http/answer.ts";
import { base64url } from "../http/forge.ts";
import type { TestClient } from "../http/test-client.ts";

/** A token of an identity provider, as a proxy or another library sets it in `Authorization`. */
const FOREIGN = [
  `Bearer ${base64url('{"alg":"RS256","kid":"1","typ":"JWT"}')}.${base64url('{"sub":"eve"}')}.c2ln`,
  `Bearer ${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url('{"sub":"eve"}')}.c2ln`,
  "Bearer opaque",
  `Bearer v1.AAAAAAAA.${"B".repeat(21)}.1.1.${"C".repeat(22)}.${"D".repeat(43)}`,
  "Basic YTpi",
];

/** A credential is returned only by the transport that presented one, and each request has one transport. */
export const transportCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "an empty or malformed token in a body is answered with 400, and the cookies are ignored",
    async run({ app, signedIn }) {
      const browser = await signedIn();
      const before = browser.cookieHeader();
      await app.control({ advance: UNTIL_DUE });
      for (const sessionToken of ["", " ", "x", "v1.", "null", "a.b", "a b.c.d"]) {
        for (const path of [
          "/api/auth/refresh",
          "/api/auth/logout",
          "/api/auth/logout?scope=all",
        ]) {
          const answer = await browser.post(path, { sessionToken });
          expect([path, sessionToken, answer.status]).toEqual([path, sessionToken, 400]);
          expect([answer.json().code, answer.setCookies]).toEqual(["bad_request", []]);
        }
      }
      expect((await app.control()).events).toEqual([]);
      expect(browser.cookieHeader()).toBe(before);
      expect(await ownerOf(browser)).not.toBeNull();
    },
  },
  {
    title: "a token in a body that is not a session token of ours is refused, whatever the cookies",
    async run({ app, signedIn, forge }) {
      const browser = await signedIn();
      const before = browser.cookieHeader();
      await app.control({ advance: UNTIL_DUE });
      const unknownKey = `v1.AAAAAAAA.${"B".repeat(21)}.1.1.${"C".repeat(22)}.${"D".repeat(43)}`;
      const access = forge.sign(JSON.stringify(forge.header), "{}");
      for (const sessionToken of [unknownKey, access]) {
        const refreshed = await browser.post("/api/auth/refresh", { sessionToken });
        expect([refreshed.status, refreshed.setCookies]).toEqual([401, []]);
        const out = await browser.post("/api/auth/logout", { sessionToken });
        expect([out.json(), out.setCookies]).toEqual([{ revoked: 0 }, []]);
      }
      expect((await app.control()).events).toEqual([]);
      expect(browser.cookieHeader()).toBe(before);
      expect(await ownerOf(browser)).not.toBeNull();
    },
  },
  {
    title: "a token in a body is answered in the body, and the cookies beside it are unchanged",
    async run({ app, signedIn }) {
      const [user, other] = [newUser(), newUser()];
      const browser = await signedIn(user);
      const sessionToken = (await signedIn(other)).cookie("session");
      await app.control({ advance: UNTIL_DUE });
      const before = browser.cookieHeader();
      const answer = await browser.post("/api/auth/refresh", { sessionToken });
      expect([answer.status, answer.setCookies]).toEqual([200, []]);
      expect(answer.json()).toMatchObject({ user: { id: other }, tokens: {} });
      expect((await browser.post("/api/auth/logout", { sessionToken })).setCookies).toEqual([]);
      expect(browser.cookieHeader()).toBe(before);
      expect(await ownerOf(browser)).toBe(user);
    },
  },
  {
    title: "a bearer token of another issuer is ignored, and the cookies decide",
    async run({ app, signedIn }) {
      for (const authorization of FOREIGN) {
        const user = newUser();
        const browser = await signedIn(user);
        for (const advance of [0, UNTIL_DUE]) {
          await app.control({ advance });
          const answer = await browser.fetch("/who", { headers: { authorization } });
          expect([authorization, answer.json().user]).toEqual([authorization, user]);
        }
        const elsewhere = {
          authorization,
          origin: "https://evil.example",
          "sec-fetch-site": "cross-site",
        };
        const forged = await browser.send("/protected", { method: "POST", headers: elsewhere });
        expect(forged.status).toBe(403);
        const out = await browser.fetch("/api/auth/logout", {
          method: "POST",
          headers: { authorization },
        });
        expect([authorization, out.json()]).toEqual([authorization, { revoked: 1 }]);
        expect(browser.cookieHeader()).toBe("");
      }
    },
  },
  {
    title: "a bearer token of ours decides beside the cookies of another user, which are unchanged",
    async run({ raw, signedIn }) {
      const [ada, bao] = [newUser(), newUser()];
      const [browser, client] = [await signedIn(ada), await signedIn(bao)] as const;
      for (const token of tokensOf(client)) {
        const headers = { cookie: browser.cookieHeader(), authorization: `Bearer ${token}` };
        for (const [path, body] of [
          ["/note", { note: "by bearer" }],
          ["/append", { text: "" }],
          ["/step-up", {}],
          ["/sign-out?scope=others", {}],
        ] as const) {
          const answer = await raw(path, json(headers, body));
          expect([path, answer.status, answer.setCookies]).toEqual([path, 200, []]);
        }
      }
      const headers = { authorization: `Bearer ${client.cookie("session")}` };
      const who = await raw("/who", { headers });
      expect(who.json()).toMatchObject({ user: bao, note: "by bearer" });
      expect((await browser.fetch("/who")).json()).toMatchObject({ user: ada, note: "" });
      const both = { ...headers, cookie: browser.cookieHeader() };
      const out = await raw("/api/auth/logout", { method: "POST", headers: both });
      expect([out.json(), out.setCookies]).toEqual([{ revoked: 1 }, []]);
      expect([await ownerOf(browser), await ownerOf(client)]).toEqual([ada, null]);
    },
  },
  {
    title: "a session token is a bearer token, too",
    async run({ raw, signedIn }) {
      const user = newUser();
      const browser = await signedIn(user);
      const headers = { authorization: `Bearer ${browser.cookie("session")}` };
      const answer = await raw("/who", { headers });
      expect(answer.json()).toMatchObject({ user, session: sessionIdOf(browser) });
      expect(answer.setCookies).toEqual([]);
    },
  },
];

/** The tokens of a client, the access token first if there is one. */
function tokensOf(browser: TestClient): string[] {
  return [browser.cookie("access"), browser.cookie("session")].filter(
    (token) => token !== undefined,
  );
}

function json(headers: Readonly<Record<string, string>>, body: object): SendOptions {
  return {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
