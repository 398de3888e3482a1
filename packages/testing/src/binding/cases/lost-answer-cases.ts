import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import {
  type BindingSubject,
  countOf,
  isSignedIn,
  MINUTE,
  newUser,
  ownerOf,
  UNTIL_DUE,
} from "../binding-subject.ts";
import type { Answer } from "../http/answer.ts";
import type { TestClient } from "../http/test-client.ts";

/** Answers get lost and overtake each other. That signs no user out, and makes no session fresh. */
export const lostAnswerCases: readonly ContractCase<BindingSubject>[] = [
  ...[
    ["GET", "/who"],
    ["GET", "/now"],
    ["GET", "/fresh-now"],
    ["GET", "/seed"],
    ["POST", "/note"],
    ["POST", "/append"],
    ["POST", "/step-up"],
    ["POST", "/api/auth/refresh"],
    ["GET", "/api/auth/refresh?redirect=/who"],
  ].map(([method = "", path = ""]) => ({
    title: `the user stays signed in when two answers of ${method} ${path} are lost`,
    async run(subject: BindingSubject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      await loses(subject, client, method, path);
      // Within the grace period, and long enough for a position to count as settled.
      await app.control({ advance: 110_000 });
      await loses(subject, client, method, path);
      await app.control({ advance: 3 * MINUTE });
      expect((await client.open("/protected")).json()).toEqual({ user });
      expect((await client.fetch("/fresh-now")).status).toBe(401);
      expect(countOf(await app.control(), "session.reused")).toBe(0);
      expect(await ownerOf(client)).toBe(user);
    },
  })),
  {
    title: "an access token that is used after a lost refresh does not confirm that refresh",
    async run({ app, raw, signedIn }) {
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: 12 * MINUTE });
      await loses({ raw }, client, "POST", "/api/auth/refresh");
      await app.control({ advance: 20_000 });
      const token = client.cookie("access") ?? client.cookie("session");
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const body = JSON.stringify({ note: "a" });
      expect((await raw("/note", { method: "POST", headers, body })).status).toBe(200);
      await app.control({ advance: 1_000 });
      expect((await raw("/now", { headers })).json()).toEqual({ user });
      await app.control({ advance: 100_000 });
      expect((await raw("/now", { headers })).json()).toEqual({ user });
      await app.control({ advance: 9 * MINUTE });
      expect((await client.open("/protected")).json()).toEqual({ user });
      expect(await ownerOf(client)).toBe(user);
    },
  },
  {
    title:
      "a refresh that was answered before a step-up and arrives after it does not sign the user out",
    async run(subject) {
      const { app, signedIn } = subject;
      const user = newUser();
      const client = await signedIn(user);
      await app.control({ advance: UNTIL_DUE });
      const tab = client.copy();
      const refreshed = await loses(subject, client, "POST", "/api/auth/refresh");
      expect((await tab.post("/step-up")).status).toBe(200);
      tab.accept(refreshed);
      for (const advance of [0, MINUTE, 3 * MINUTE, UNTIL_DUE, UNTIL_DUE]) {
        await app.control({ advance });
        expect((await tab.open("/protected")).json()).toEqual({ user });
      }
    },
  },
  {
    title: "a sign-out after a step-up whose answer was lost ends the session",
    async run(subject) {
      for (const path of ["/sign-out", "/api/auth/logout"]) {
        const client = await subject.signedIn();
        const renewed = await loses(subject, client, "POST", "/step-up");
        expect((await client.post(path)).json()).toMatchObject({ revoked: 1 });
        for (const line of renewed.setCookies) {
          const cookie = line.split(";", 1)[0] ?? "";
          expect(await isSignedIn(subject, { cookie })).toBe(false);
        }
      }
    },
  },
  {
    title: "a sign-out during a step-up ends the session, whichever is first",
    async run(subject) {
      for (const path of ["/sign-out", "/api/auth/logout"]) {
        for (let turn = 0; turn < 8; turn++) {
          const client = await subject.signedIn();
          const tab = client.copy();
          const [renewed, out] = await Promise.all([tab.post("/step-up"), client.post(path)]);
          expect([200, 401]).toContain(renewed.status);
          expect(out.json()).toMatchObject({ revoked: 1 });
          expect([await ownerOf(tab), await ownerOf(client)]).toEqual([null, null]);
        }
      }
    },
  },
];

/** Sends a request of this client and discards the cookies of the answer. */
async function loses(
  { raw }: Pick<BindingSubject, "raw">,
  client: TestClient,
  method: string,
  path: string,
): Promise<Answer> {
  const writes = method === "POST" && !path.startsWith("/api");
  const answer = await raw(path, {
    method,
    headers: {
      cookie: `${client.cookieHeader()}`,
      "sec-fetch-site": "same-origin",
      ...(writes && { "content-type": "application/json" }),
    },
    ...(writes && { body: JSON.stringify({ note: "lost", text: "lost" }) }),
  });
  expect(answer.status, `${method} ${path}`).not.toBe(503);
  return answer;
}
