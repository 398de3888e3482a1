import { describe, expect, it } from "vitest";
import type { Answer, Browser } from "../support/browser.ts";
import type { Backend, Subject } from "../support/subject.ts";

const NOTE = { text: "Low tide at seven." };

export function outageCases(subject: () => Subject, backend: Backend): void {
  describe("during an outage of the database", () => {
    it("answers 503 on every route, signs no user out, and recovers without a restart", async () => {
      const { signedIn, browser, harness, app } = subject();
      const { browser: client, credentials } = await signedIn();
      const live = await client.connect();
      const cookies = new Map(client.cookies);
      await harness.cut();
      try {
        await expectOutages(client, callsOf(credentials));
        await expectOutages(browser(), signInsOf(credentials));
        client.cookies.delete("access");
        await expectOutages(client, callsOf(credentials));
      } finally {
        await harness.restore();
      }
      for (const [name, value] of cookies) client.cookies.set(name, value);
      expect((await client.send("GET", "/me")).status).toBe(200);
      expect((await browser().signIn(credentials)).status).toBe(200);
      live.close();
      expect(await live.closed).not.toBe(4401);
      for (const value of cookies.values()) expect(app.output()).not.toContain(value);
      expect(app.output()).not.toContain(credentials.password);
    });

    if (backend === "Postgres")
      it("answers a sign-in with 503 by its deadline if the database does not answer", async () => {
        const { signedIn, browser, harness, app } = subject();
        const { browser: client, credentials } = await signedIn();
        const clients: readonly Browser[] = [browser(), client];
        harness.silence?.();
        try {
          await Promise.all(clients.map((one) => expectOutages(one, signInsOf(credentials))));
        } finally {
          await harness.restore();
        }
        // The driver's own time limit is longer, and has another message.
        expect(app.output()).toContain("The database did not answer within 2000 ms.");
        expect(app.output()).not.toContain("Query read timeout");
        await expect.poll(async () => (await browser().signIn(credentials)).status).toBe(200);
      });
  });
}

type Call = readonly [method: string, path: string, body?: object];

function signInsOf(credentials: object): Call[] {
  return [
    ["POST", "/sign-in", credentials],
    ["POST", "/sign-in", { ...credentials, transport: "bearer" }],
  ];
}

function callsOf(credentials: { password: string }): Call[] {
  return [
    ...signInsOf(credentials),
    ["POST", "/confirm", { password: credentials.password }],
    ["GET", "/me"],
    ["GET", "/notes"],
    ["POST", "/notes", NOTE],
    ["DELETE", "/notes"],
    ["GET", "/api/auth/session"],
    ["GET", "/api/auth/sessions"],
    ["POST", "/api/auth/refresh"],
  ];
}

async function expectOutages(client: Browser, calls: readonly Call[]): Promise<void> {
  for (const [method, path, body] of calls)
    expectOutage(`${method} ${path}`, await client.send(method, path, body && { body }));
}

function expectOutage(name: string, { status, headers, body }: Answer): void {
  expect([name, status, body.code]).toEqual([name, 503, "unavailable"]);
  expect([name, headers.get("retry-after")]).toEqual([name, "2"]);
  expect([name, headers.getSetCookie()]).toEqual([name, []]);
}
