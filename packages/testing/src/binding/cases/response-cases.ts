import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, UNTIL_DUE } from "../binding-subject.ts";
import type { Answer } from "../http/answer.ts";
import type { TestClient } from "../http/test-client.ts";

/** For every kind of answer, the cookies of the refresh before it reach the browser. */
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
    title: "a stream keeps the fresh cookies, and is complete",
    run: (subject) =>
      delivers(subject, "/streams", ({ text }) => expect(text).toBe("one\ntwo\nthree\n")),
  },
  {
    title: "server-sent events keep the fresh cookies, and have the session",
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
      delivers(subject, "/own-cookies", ({ setCookies }, _user, client) => {
        expect(setCookies.filter((line) => /^(?:theme|seen)=/.test(line))).toHaveLength(2);
        expect([client.cookie("theme"), client.cookie("seen")]).toEqual(["dark", "1"]);
      }),
  },
  {
    title: "a compressed answer keeps the fresh cookies, and is compressed",
    async run({ app, raw, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      const answer = await raw("/compressed", {
        headers: { cookie: client.cookieHeader(), "accept-encoding": "gzip" },
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
    title: "a change after the headers were sent throws headers_sent, and changes nothing",
    async run({ signedIn }) {
      const client = await signedIn();
      const answer = await client.fetch("/late");
      expect(answer.text).toMatch(/^started\nheaders_sent$/);
      expect((await client.fetch("/who")).json().note).toBe("");
    },
  },
];

async function delivers(
  { app, signedIn }: BindingSubject,
  path: string,
  check: (answer: Answer, user: string, client: TestClient) => void,
): Promise<void> {
  const user = newUser();
  const client = await signedIn(user);
  const before = client.cookie("session");
  await app.control({ advance: UNTIL_DUE });
  const answer = await client.open(path);
  check(answer, user, client);
  expect(client.cookie("session")).toMatch(/^v1\./);
  expect(client.cookie("session")).not.toBe(before);
  expect((await client.fetch("/who")).json().user).toBe(user);
}
