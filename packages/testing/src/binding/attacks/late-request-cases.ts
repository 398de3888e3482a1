import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, isSignedIn, ownerOf, UNTIL_DUE } from "../binding-subject.ts";
import type { Answer } from "../wire/answer.ts";
import type { Visitor } from "../wire/visitor.ts";

export const lateRequestCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a refresh that was under way across a sign-out brings nothing back",
    async run(subject) {
      const { visitor, answer } = await across(subject, "/api/auth/refresh", { x: 1 });
      expect([200, 401]).toContain(answer.status);
      await bringsNothingBack(subject, visitor, answer);
    },
  },
  {
    title: "a sign-out of others that was under way across a sign-out ends nothing more",
    async run(subject) {
      const { visitor, answer } = await across(subject, "/api/auth/logout?scope=others", { x: 1 });
      expect(answer.json()).toEqual({ revoked: 0 });
      await bringsNothingBack(subject, visitor, answer);
    },
  },
  {
    title: "a route that was under way across a sign-out brings nothing back",
    async run(subject) {
      for (const due of [0, UNTIL_DUE]) {
        const { visitor, answer } = await across(subject, "/note", { note: "late" }, due);
        expect(answer.status).toBe(401);
        await bringsNothingBack(subject, visitor, answer);
      }
    },
  },
  {
    title: "32 late requests after a sign-out sign nobody in",
    async run({ app, signedIn }) {
      const visitor = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      const late = Array.from({ length: 32 }, () => visitor.copy());
      const out = visitor.post("/api/auth/logout");
      const answers = await Promise.all(late.map((tab) => tab.open("/protected")));
      expect((await out).status).toBe(200);
      expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
      for (const tab of late) expect(await ownerOf(tab)).toBeNull();
    },
  },
];

/** A request whose end comes only when its session has been signed out. */
async function across(
  { app, raw, signedIn }: BindingSubject,
  path: string,
  body: object,
  due = 0,
): Promise<{ visitor: Visitor; answer: Answer }> {
  const visitor = await signedIn();
  const tab = visitor.copy();
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
      // Whoever has answered this has begun with the other, which was there before.
      await visitor.fetch("/redirects");
      expect((await visitor.post("/api/auth/logout")).status).toBe(200);
    },
  });
  return { visitor: tab, answer };
}

/** Not in the store, and not in the browser: neither what it had nor what the late answer set. */
async function bringsNothingBack(
  subject: BindingSubject,
  visitor: Visitor,
  answer: Answer,
): Promise<void> {
  for (const line of answer.setCookies) {
    const cookie = line.split(";", 1)[0] ?? "";
    expect(await isSignedIn(subject, { cookie })).toBe(false);
  }
  expect(await ownerOf(visitor)).toBeNull();
}
