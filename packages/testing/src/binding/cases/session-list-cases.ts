import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, newUser, ownerOf, sessionIdOf } from "../binding-subject.ts";
import type { TestClient } from "../http/test-client.ts";

interface Listed {
  readonly id: string;
  readonly current: boolean;
  readonly userAgent: string | null;
}

export const sessionListCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a list of sessions marks the current one, and names the device of each",
    async run({ signedIn, signedOut }) {
      const user = newUser();
      const client = await signedIn(user);
      const phone = signedOut();
      const device = { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)" };
      await phone.fetch("/sign-in", {
        method: "POST",
        headers: { ...device, "content-type": "application/json" },
        body: JSON.stringify({ user }),
      });
      const sessions = await listed(client);
      expect(sessions.map(({ id }) => id).toSorted()).toEqual(
        [sessionIdOf(client), sessionIdOf(phone)].toSorted(),
      );
      expect(sessions.find(({ current }) => current)?.id).toBe(sessionIdOf(client));
      const onPhone = sessions.find(({ id }) => id === sessionIdOf(phone));
      expect(onPhone).toMatchObject({ current: false, userAgent: device["user-agent"] });
    },
  },
  {
    title: "ending one session of the user ends that one, and removes it from the list",
    async run({ signedIn }) {
      const user = newUser();
      const [one, two] = [await signedIn(user), await signedIn(user)] as const;
      const path = `/api/auth/sessions/${sessionIdOf(two)}`;
      const answer = await one.fetch(path, { method: "DELETE" });
      expect([answer.status, answer.text]).toEqual([204, ""]);
      expect(await ownerOf(two)).toBeNull();
      expect(await ownerOf(one)).toBe(user);
      expect((await listed(one)).map(({ id }) => id)).toEqual([sessionIdOf(one)]);
      expect((await one.fetch(path, { method: "DELETE" })).status).toBe(404);
    },
  },
  {
    title: "ending the current session by its id clears the cookies",
    async run({ signedIn }) {
      const client = await signedIn();
      const path = `/api/auth/sessions/${sessionIdOf(client)}`;
      expect((await client.fetch(path, { method: "DELETE" })).status).toBe(204);
      expect(client.cookieHeader()).toBe("");
    },
  },
  {
    title: "a signed-out request gets no list of sessions",
    async run({ signedOut }) {
      const answer = await signedOut().fetch("/api/auth/sessions");
      expect([answer.status, answer.json().code]).toEqual([401, "session_required"]);
    },
  },
  {
    title:
      "HEAD answers like GET without a body, and another method gets 405 with the allowed ones",
    async run({ signedIn }) {
      const client = await signedIn();
      const head = await client.fetch("/api/auth/session", { method: "HEAD" });
      expect([head.status, head.text]).toEqual([200, ""]);
      const wrong = await client.fetch("/api/auth/logout", { method: "GET" });
      expect([wrong.status, wrong.headers.allow]).toEqual([405, "POST"]);
    },
  },
];

async function listed(client: TestClient): Promise<Listed[]> {
  const answer = await client.fetch("/api/auth/sessions");
  expect(answer.status).toBe(200);
  return answer.json().sessions as Listed[];
}
