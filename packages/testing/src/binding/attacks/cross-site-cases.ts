import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";

type Said = Readonly<Record<string, string>>;

/** The headers of a request that another site's page caused, by the address of that page. */
const foreign: Record<string, (host: string) => Said> = {
  "another site": () => ({ origin: "https://evil.example", "sec-fetch-site": "cross-site" }),
  "another site, from an old browser": () => ({ origin: "https://evil.example" }),
  "an origin that is null": () => ({ origin: "null", "sec-fetch-site": "cross-site" }),
  "an origin that is null, from an old browser": () => ({ origin: "null" }),
  "a sibling": () => ({ origin: "http://sibling.127.0.0.1", "sec-fetch-site": "same-site" }),
  "a sibling that hides its origin": () => ({ "sec-fetch-site": "same-site" }),
  "another port": (host) => ({ origin: otherPort(host), "sec-fetch-site": "same-site" }),
  "another port, from an old browser": (host) => ({ origin: otherPort(host) }),
  "another scheme": (host) => ({ origin: `https://${host}` }),
  "a host that begins like this one": (host) => ({ origin: `http://${host}.evil.example` }),
  "a host that ends like this one": (host) => ({ origin: `http://evil.example@${host}` }),
  "this origin with a path": (host) => ({ origin: `http://${host}/` }),
  "this origin twice": (host) => ({ origin: `http://${host}, http://${host}` }),
  "nothing at all": () => ({}),
  "only a referrer": (host) => ({ referer: `http://${host}/who` }),
  "a forwarded host": () => ({
    origin: "https://evil.example",
    "x-forwarded-host": "evil.example",
  }),
  "an unknown value": () => ({
    "sec-fetch-site": "SAME-ORIGIN",
    origin: "https://evil.example",
  }),
};

function otherPort(host: string): string {
  const { hostname, port } = new URL(`http://${host}`);
  return `http://${hostname}:${Number(port) + 1}`;
}

export const crossSiteCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "the application's own pages may do all of it, as a control for the refusals",
    async run({ app, signedIn }) {
      const client = await signedIn();
      for (const said of [
        { origin: app.origin },
        { "sec-fetch-site": "same-origin" },
        { "sec-fetch-site": "none" },
      ]) {
        const ask = { method: "POST", headers: said as Said };
        for (const path of ["/api/auth/refresh", "/who", "/protected", "/step-up"]) {
          expect([path, (await client.send(path, ask)).status]).toEqual([path, 200]);
        }
      }
      const headers = { origin: app.origin };
      const out = await client.send("/api/auth/logout", { method: "POST", headers });
      expect(out.json()).toEqual({ revoked: 1 });
    },
  },
  {
    title: "a refusal names the missing header, or its expected value",
    async run({ app, signedIn }) {
      const client = await signedIn();
      const evil = "https://evil.example";
      for (const [headers, detail] of [
        [{}, new RegExp(`Sec-Fetch-Site.*Origin.*${app.origin}`)],
        [{ origin: evil }, new RegExp(`${evil}.*${app.origin}`)],
        [{ "sec-fetch-site": "cross-site" }, /Sec-Fetch-Site.*cross-site/],
      ] as const) {
        for (const path of ["/protected", "/api/auth/logout"]) {
          const answer = await client.send(path, { method: "POST", headers });
          expect([path, answer.status, answer.json().code]).toEqual([path, 403, "cross_site"]);
          expect([path, answer.json().detail]).toEqual([path, expect.stringMatching(detail)]);
        }
      }
    },
  },
  {
    title: "another site may post a sign-in to the route that allows it, and to no other",
    async run({ signedOut }) {
      const user = newUser();
      const ask = {
        method: "POST",
        headers: {
          ...{ origin: "https://appleid.apple.com", "sec-fetch-site": "cross-site" },
          "content-type": "application/json",
        },
        body: JSON.stringify({ user }),
      };
      const client = signedOut();
      expect((await client.send("/sign-in", ask)).status).toBe(403);
      const answer = await client.send("/callback", ask);
      expect([answer.status, answer.json().user]).toEqual([200, user]);
      expect(await ownerOf(client)).toBe(user);
      expect((await client.send("/note", ask)).status).toBe(403);
    },
  },
  ...Object.entries(foreign).flatMap(([name, said]) => [
    {
      title: `${name} can end, rotate and change nothing of a signed-in user`,
      run: (subject: BindingSubject) => changesNothing(subject, said(hostOf(subject))),
    },
    {
      title: `${name} signs no user in`,
      run: (subject: BindingSubject) => signsNobodyIn(subject, said(hostOf(subject))),
    },
  ]),
];

function hostOf({ app }: BindingSubject): string {
  return new URL(app.origin).host;
}

async function changesNothing({ app, signedIn }: BindingSubject, headers: Said): Promise<void> {
  const user = newUser();
  const [victim, other] = [await signedIn(user), await signedIn(user)] as const;
  const before = victim.cookieHeader();
  await app.control({ advance: UNTIL_DUE });
  for (const [method, path] of [
    ["POST", "/api/auth/logout"],
    ["POST", "/api/auth/logout?scope=all"],
    ["POST", "/api/auth/refresh"],
    ["DELETE", `/api/auth/sessions/${sessionIdOf(other)}`],
    ["POST", "/sign-out?scope=all"],
    ["POST", "/step-up"],
    ["POST", "/note"],
    ["POST", "/who"],
    ["POST", "/protected"],
    ["PUT", "/who"],
  ] as const) {
    const answer = await victim.send(path, { method, headers });
    expect([method, path, answer.status]).toEqual([method, path, 403]);
    expect(answer.setCookies).toEqual([]);
  }
  expect((await app.control()).events).toEqual([]);
  expect(victim.cookieHeader()).toBe(before);
  expect([await ownerOf(victim), await ownerOf(other)]).toEqual([user, user]);
}

async function signsNobodyIn({ signedOut, signedIn }: BindingSubject, said: Said): Promise<void> {
  const ask = {
    method: "POST",
    headers: { ...said, "content-type": "application/json" },
    body: JSON.stringify({ user: newUser() }),
  };
  // No browser posts without saying where from: what does is a program, and acts for itself.
  const isProgram = said.origin === undefined && said["sec-fetch-site"] === undefined;
  const client = signedOut();
  const answer = await client.send("/sign-in", ask);
  expect(answer.status).toBe(isProgram ? 200 : 403);
  expect(client.cookieHeader() !== "").toBe(isProgram);
  await keepsTheirs(await signedIn(), ask);
}

/** The user of a signed-in client does not change. */
async function keepsTheirs(
  victim: TestClient,
  ask: Parameters<TestClient["send"]>[1],
): Promise<void> {
  const before = victim.cookieHeader();
  expect((await victim.send("/sign-in", ask)).status).toBe(403);
  expect(victim.cookieHeader()).toBe(before);
}
