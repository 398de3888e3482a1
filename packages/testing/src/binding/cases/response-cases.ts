import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, UNTIL_DUE } from "../binding-subject.ts";
import type { Answer } from "../wire/answer.ts";
import type { Visitor } from "../wire/visitor.ts";

/** However a handler answers, the refresh that came before it reaches the browser. */
export const responseCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a handler that throws keeps the fresh cookies",
    run: (subject) => delivers(subject, "/throws", ({ status }) => expect(status).toBe(500)),
  },
  {
    title: "a handler that rejects keeps the fresh cookies",
    run: (subject) => delivers(subject, "/rejects", ({ status }) => expect(status).toBe(500)),
  },
  {
    title: "a stream keeps the fresh cookies, and arrives whole",
    run: (subject) =>
      delivers(subject, "/streams", ({ text }) => expect(text).toBe("one\ntwo\nthree\n")),
  },
  {
    title: "server-sent events keep the fresh cookies, and know who listens",
    run: (subject) =>
      delivers(subject, "/events", ({ headers, text }, user) => {
        expect(headers["content-type"]).toMatch(/^text\/event-stream/);
        expect(text).toBe(`data: ${user}\n\n`.repeat(3));
      }),
  },
  {
    title: "a redirect keeps the fresh cookies",
    run: (subject) =>
      delivers(subject, "/redirects", ({ status, headers }) => {
        expect(status).toBe(303);
        expect(new URL(String(headers.location), subject.app.origin).pathname).toBe("/who");
      }),
  },
  {
    title: "the application's own cookies arrive beside the fresh ones",
    run: (subject) =>
      delivers(subject, "/own-cookies", ({ setCookies }, _user, visitor) => {
        expect(setCookies.filter((line) => /^(?:theme|seen)=/.test(line))).toHaveLength(2);
        expect([visitor.cookie("theme"), visitor.cookie("seen")]).toEqual(["dark", "1"]);
      }),
  },
  {
    title: "a compressed answer keeps the fresh cookies, and is compressed",
    async run({ app, raw, signedIn }) {
      const visitor = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      const answer = await raw("/compressed", {
        headers: { cookie: visitor.cookieHeader(), "accept-encoding": "gzip" },
      });
      expect(answer.headers["content-encoding"]).toBe("gzip");
      expect(gunzipSync(answer.bytes).toString()).toBe("a".repeat(20_000));
      expect(answer.setCookies.some((line) => line.startsWith("session=v1."))).toBe(true);
    },
  },
  {
    title: "an answer that was not found keeps the fresh cookies",
    run: (subject) => delivers(subject, "/nowhere", ({ status }) => expect(status).toBe(404)),
  },
];

export const lateCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a change after the headers left is an error that says so, and changes nothing",
    async run({ signedIn }) {
      const visitor = await signedIn();
      const answer = await visitor.fetch("/late");
      expect(answer.text).toMatch(/^started\nheaders_sent$/);
      expect((await visitor.fetch("/who")).json().note).toBe("");
    },
  },
];

async function delivers(
  { app, signedIn }: BindingSubject,
  path: string,
  check: (answer: Answer, user: string, visitor: Visitor) => void,
): Promise<void> {
  const user = newUser();
  const visitor = await signedIn(user);
  const before = visitor.cookie("session");
  await app.control({ advance: UNTIL_DUE });
  const answer = await visitor.open(path);
  check(answer, user, visitor);
  expect(visitor.cookie("session")).toMatch(/^v1\./);
  expect(visitor.cookie("session")).not.toBe(before);
  expect((await visitor.fetch("/who")).json().user).toBe(user);
}
