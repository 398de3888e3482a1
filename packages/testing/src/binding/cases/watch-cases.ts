import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, sessionIdOf } from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";

const EVENTS = "/api/auth/events";

/** What is open ends with its session. */
export const watchCases: readonly ContractCase<BindingSubject>[] = [
  {
    title:
      "a stream that watches its session ends with the reason when another device ends the session",
    run: (subject) => endsWithSession(subject, "/watch", "watching\n", "revoked"),
  },
  {
    title: "the events of a session begin at once, and contain its end with the reason",
    run: (subject) =>
      endsWithSession(
        subject,
        EVENTS,
        "retry: 5000\n\n",
        'event: end\ndata: {"reason":"revoked"}\n\n',
      ),
  },
  {
    title: "a signed-out client can watch no session",
    async run({ signedOut }) {
      for (const path of ["/watch", EVENTS])
        expect([path, (await signedOut().fetch(path)).status]).toEqual([path, 401]);
    },
  },
];

async function endsWithSession(
  { signedIn, app }: BindingSubject,
  path: string,
  first: string,
  last: string,
): Promise<void> {
  const user = newUser();
  const [watching, other] = [await signedIn(user), await signedIn(user)];
  const stream = await openStream(watching, app.origin, path);
  await stream.until(first);
  const id = sessionIdOf(watching);
  expect((await other.fetch(`/api/auth/sessions/${id}`, { method: "DELETE" })).status).toBe(204);
  expect(await stream.rest()).toBe(first + last);
}

interface OpenStream {
  /** Reads until exactly this text has been received. */
  readonly until: (text: string) => Promise<void>;
  /** Reads until the server ends the stream. Returns all of its text. */
  readonly rest: () => Promise<string>;
}

/** How long a stream may take to begin. Milliseconds. */
const PATIENCE = 30_000;

/**
 * Opens a stream with the cookies of a client. If nothing of it arrives in time, it is buffered until it ends: rejects with
 * what to do.
 */
export async function openStream(
  client: Pick<TestClient, "cookieHeader">,
  origin: string,
  path: string,
  patience: number = PATIENCE,
): Promise<OpenStream> {
  const opening = new AbortController();
  const timer = setTimeout(
    () => opening.abort(new Error(bufferedMessage(path, patience))),
    patience,
  );
  const response = await fetch(origin + path, {
    headers: { cookie: client.cookieHeader(), "sec-fetch-site": "same-origin" },
    signal: opening.signal,
  });
  expect([path, response.status]).toEqual([path, 200]);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const read = async (): Promise<boolean> => {
    const next = await reader?.read();
    text += next?.value ?? "";
    return next?.done === false;
  };
  return {
    async until(expected) {
      while (text.length < expected.length && (await read()));
      clearTimeout(timer);
      expect(text).toBe(expected);
    },
    async rest() {
      while (await read());
      return text;
    },
  };
}

function bufferedMessage(path: string, patience: number): string {
  return `GET ${path} has sent nothing for ${patience / 1000} s, so a client does not see that the stream is open. Send the headers and the first text at once (flushHeaders of Node), and exclude streams from compression and from other middleware that buffers.`;
}
