import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf, newUser, ownerOf, UNTIL_DUE } from "../binding-subject.ts";
import type { Answer, SendOptions } from "../http/answer.ts";
import type { TestClient } from "../http/test-client.ts";

export const bearerCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "a client without cookies is authenticated by its bearer token, from any site, and gets no cookie",
    async run({ raw, signedIn }) {
      const user = newUser();
      const authorization = bearer(await signedIn(user));
      for (const said of [{}, { origin: "https://elsewhere.example" }]) {
        const headers: Record<string, string> = { authorization, ...said };
        for (const method of ["GET", "POST"]) {
          const answer = await raw("/protected", { method, headers });
          expect([answer.status, answer.setCookies]).toEqual([200, []]);
          expect(answer.json()).toEqual({ user });
        }
      }
    },
  },
  {
    title: "a bearer token of ours decides, not the cookies beside it; another scheme is ignored",
    async run({ raw, signedIn }) {
      const [user, other] = [newUser(), newUser()];
      const client = await signedIn(user);
      const authorization = bearer(await signedIn(other));
      const cookie = client.cookieHeader();
      expect((await raw("/who", { headers: { cookie, authorization } })).json().user).toBe(other);
      const basic = { cookie, authorization: "Basic YTpi" };
      expect((await raw("/who", { headers: basic })).json().user).toBe(user);
    },
  },
  {
    title: "a client that keeps its own tokens refreshes with the session token in the body",
    async run({ app, raw, signedIn, setup }) {
      const user = newUser();
      const sessionToken = (await signedIn(user)).cookie("session");
      await app.control({ advance: UNTIL_DUE });
      const answer = await refreshed(raw, { sessionToken });
      expect([answer.status, answer.setCookies]).toEqual([200, []]);
      const tokens = answer.json().tokens as { accessToken: string | null; sessionToken: string };
      expect(tokens.sessionToken).not.toBe(sessionToken);
      expect(tokens.accessToken !== null).toBe(setup.strategy === "jwt");
      const headers = { authorization: `Bearer ${tokens.accessToken ?? tokens.sessionToken}` };
      expect((await raw("/who", { headers })).json().user).toBe(user);
      expect(countOf(await app.control(), "session.rotated")).toBe(1);
    },
  },
  {
    title: "a client that keeps its own tokens signs out with the session token in the body",
    async run({ raw, signedIn }) {
      const client = await signedIn();
      const authorization = bearer(client);
      const body = { sessionToken: client.cookie("session") };
      const answer = await raw("/api/auth/logout", json(body));
      expect([answer.status, answer.json()]).toEqual([200, { revoked: 1 }]);
      expect((await raw("/protected", { headers: { authorization } })).status).toBe(401);
    },
  },
  {
    title:
      "a sign-in of a client that keeps its own tokens returns them, sets no cookie, and has address and device",
    async run({ app, raw, signedIn, setup }) {
      const [user, beside] = [newUser(), newUser()];
      const browser = await signedIn(beside);
      const from = { "user-agent": "okhttp/4.12.0" };
      const { tokens, session } = await signedInByBearer(raw, user, from);
      expect(tokens.accessToken !== null).toBe(setup.strategy === "jwt");
      const headers = { authorization: authorizationOf(tokens) };
      const list = (await raw("/api/auth/sessions", { headers })).json().sessions;
      expect(list).toMatchObject([{ id: session, current: true, userAgent: "okhttp/4.12.0" }]);
      // Next does not expose the address of a socket.
      const ips = (await browser.fetch("/api/auth/sessions")).json().sessions as { ip: unknown }[];
      expect((list as { ip: unknown }[])[0]?.ip).toBe(ips[0]?.ip);
      await app.control({ advance: UNTIL_DUE });
      const { sessionToken } = tokens;
      expect((await refreshed(raw, { sessionToken })).json().user).toMatchObject({ id: user });
      expect(await ownerOf(browser)).toBe(beside);
    },
  },
  {
    title: "a step-up of a client that keeps its own tokens returns new ones, and none of a cookie",
    async run({ app, raw, signedIn }) {
      const { tokens } = await signedInByBearer(raw, newUser());
      await app.control({ advance: UNTIL_DUE });
      const ask = { method: "POST", headers: { authorization: `Bearer ${tokens.sessionToken}` } };
      const renewed = await raw("/step-up?transport=bearer", ask);
      expect([renewed.status, renewed.setCookies]).toEqual([200, []]);
      const after = renewed.json().tokens as Issued;
      expect(after.sessionToken).not.toBe(tokens.sessionToken);
      const headers = { authorization: authorizationOf(after) };
      expect((await raw("/fresh", { headers })).status).toBe(200);
      const client = await signedIn();
      const before = client.cookieHeader();
      const refused = await client.fetch("/step-up?transport=bearer", { method: "POST" });
      expect([refused.status, refused.setCookies]).toEqual([401, []]);
      expect(client.cookieHeader()).toBe(before);
    },
  },
  {
    title: "a sign-out of a client that keeps its own tokens touches no cookie beside them",
    async run({ raw, signedIn }) {
      for (const path of ["/sign-out", "/api/auth/logout"]) {
        const beside = newUser();
        const browser = await signedIn(beside);
        const { tokens } = await signedInByBearer(raw, newUser());
        const headers = { authorization: authorizationOf(tokens) };
        const out = await browser.fetch(path, { method: "POST", headers });
        expect([path, out.json().revoked, out.setCookies]).toEqual([path, 1, []]);
        expect((await raw("/protected", { headers })).status).toBe(401);
        expect(await ownerOf(browser)).toBe(beside);
      }
    },
  },
  {
    title: "a refused bearer token clears no cookie",
    async run({ raw }) {
      const authorization = "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
      const answer = await raw("/protected", { headers: { authorization } });
      expect([answer.status, answer.setCookies]).toEqual([401, []]);
    },
  },
];

interface Issued {
  readonly accessToken: string | null;
  readonly sessionToken: string;
}

function authorizationOf({ accessToken, sessionToken }: Issued): string {
  return `Bearer ${accessToken ?? sessionToken}`;
}

async function signedInByBearer(
  raw: BindingSubject["raw"],
  user: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly session: string; readonly tokens: Issued }> {
  const ask = json({ user });
  const answer = await raw("/sign-in?transport=bearer", {
    ...ask,
    headers: { ...ask.headers, ...headers },
  });
  expect([answer.status, answer.setCookies]).toEqual([200, []]);
  return answer.json() as { session: string; tokens: Issued };
}

function bearer(client: TestClient): string {
  return `Bearer ${client.cookie("access") ?? client.cookie("session")}`;
}

function refreshed(raw: BindingSubject["raw"], body: object): Promise<Answer> {
  return raw("/api/auth/refresh", json(body));
}

function json(body: object): SendOptions {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
