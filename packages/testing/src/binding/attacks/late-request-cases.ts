import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn, ownerOf, UNTIL_DUE } from "../binding-subject.ts";
import type { Answer } from "../http/answer.ts";
import type { TestClient } from "../http/test-client.ts";

export const lateRequestCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a refresh that was under way across a sign-out does not restore the session",
    async run(subject) {
      const { client, answer } = await across(subject, "/api/auth/refresh", { x: 1 });
      expect([200, 401]).toContain(answer.status);
      await expectSignedOut(subject, client, answer);
    },
  },
  {
    title:
      "a sign-out of other sessions that was under way across a sign-out ends no further session",
    async run(subject) {
      const { client, answer } = await across(subject, "/api/auth/logout?scope=others", { x: 1 });
      expect(answer.json()).toEqual({ revoked: 0 });
      await expectSignedOut(subject, client, answer);
    },
  },
  {
    title: "a route that was under way across a sign-out does not restore the session",
    async run(subject) {
      for (const due of [0, UNTIL_DUE]) {
        const { client, answer } = await across(subject, "/note", { note: "late" }, due);
        expect(answer.status).toBe(401);
        await expectSignedOut(subject, client, answer);
      }
    },
  },
  {
    title: "32 late requests after a sign-out do not restore the session",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      const late = Array.from({ length: 32 }, () => client.copy());
      const out = client.post("/api/auth/logout");
      const answers = await Promise.all(late.map((tab) => tab.open("/protected")));
      expect((await out).status).toBe(200);
      expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
      for (const tab of late) expect(await ownerOf(tab)).toBeNull();
    },
  },
];

/** Sends a request whose body ends only after its session was signed out. */
async function across(
  { app, raw, signedIn }: BindingSubject,
  path: string,
  body: object,
  due = 0,
): Promise<{ client: TestClient; answer: Answer }> {
  const client = await signedIn();
  const tab = client.copy();
  await app.control({ advance: due });
  const text = JSON.stringify(body);
  const answer = await raw(path, {
    method: "POST",
    headers: {
      cookie: tab.cookieHeader(),
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
      "content-length": String(text.length),
    },
    body: text,
    beforeEnd: async () => {
      // An answer to this request shows that the server has begun the earlier one.
      await client.fetch("/redirects");
      expect((await client.post("/api/auth/logout")).status).toBe(200);
    },
  });
  return { client: tab, answer };
}

/** Expects that neither the client's cookies nor those of the late answer are signed in. */
async function expectSignedOut(
  subject: BindingSubject,
  client: TestClient,
  answer: Answer,
): Promise<void> {
  for (const line of answer.setCookies) {
    const cookie = line.split(";", 1)[0] ?? "";
    expect(await isSignedIn(subject, { cookie })).toBe(false);
  }
  expect(await ownerOf(client)).toBeNull();
}
