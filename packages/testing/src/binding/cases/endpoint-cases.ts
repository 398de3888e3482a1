import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  newUser,
  ownerOf,
  sessionIdOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { Answer, SendOptions } from "../http/answer.ts";
import { sendEndless } from "../http/send-endless.ts";
import type { TestClient } from "../http/test-client.ts";

export const endpointCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "an endpoint answers with a trailing slash, too",
    async run({ app, signedIn }) {
      const user = newUser();
      const [client, other] = [await signedIn(user), await signedIn(user)] as const;
      const session = await follow(client, "/api/auth/session/");
      expect(session.json()).toMatchObject({ user: { id: user } });
      expect((await follow(client, "/api/auth/sessions/")).status).toBe(200);
      const ended = `/api/auth/sessions/${sessionIdOf(other)}/`;
      expect((await follow(client, ended, { method: "DELETE" })).status).toBe(204);
      expect(await ownerOf(other)).toBeNull();
      await app.control({ advance: UNTIL_DUE });
      const refreshed = await follow(client, "/api/auth/refresh/", { method: "POST" });
      expect([refreshed.status, refreshed.setCookies.length > 0]).toEqual([200, true]);
      const out = await follow(client, "/api/auth/logout/?scope=all", { method: "POST" });
      expect([out.status, out.json()]).toEqual([200, { revoked: 1 }]);
    },
  },
  {
    title: "a body above 16 KiB is refused, and has no other effect",
    async run({ app, signedIn }) {
      const client = await signedIn();
      await app.control({ advance: UNTIL_DUE });
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ sessionToken: "a".repeat(17_000) });
      for (const path of ["/api/auth/refresh", "/api/auth/logout"]) {
        const answer = await client.fetch(path, { method: "POST", headers, body });
        expect([path, answer.status, answer.setCookies]).toEqual([path, 413, []]);
        expect(answer.json().code).toBe("body_too_large");
      }
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
  {
    title: "a body without an end is refused without being buffered",
    async run({ app, signedIn }) {
      const client = await signedIn();
      const headers = {
        cookie: client.cookieHeader(),
        "content-type": "application/json",
        "transfer-encoding": "chunked",
        "sec-fetch-site": "same-origin",
      };
      for (const path of ["/api/auth/refresh", "/api/auth/logout"]) {
        const { status, ended } = await sendEndless(app.origin, path, headers);
        expect([path, ended]).toEqual([path, false]);
        expect([0, 413], path).toContain(status);
      }
      expect(await ownerOf(client)).not.toBeNull();
    },
  },
];

/** Follows the redirect of frameworks that redirect to the path without the slash, with the same method. */
async function follow(client: TestClient, path: string, ask?: SendOptions): Promise<Answer> {
  const answer = await client.fetch(path, ask);
  if (answer.status !== 308) return answer;
  const { pathname, search } = new URL(String(answer.headers.location), "http://any.invalid");
  return client.fetch(pathname + search, ask);
}
