import { test as base, expect } from "@playwright/test";
import { type App, startApp } from "../../start-app.ts";
import { type Database, openDatabase, type Person } from "../../support/database.ts";
import type { Options } from "../../support/test.ts";
import { type Client, createClient, type Send } from "./client.ts";
import { type Answer, send } from "./http.ts";

interface Fixtures {
  readonly person: Person;
  /** Signed in as `person`. */
  readonly victim: Client;
  /** Not signed in. */
  readonly anonymous: Client;
  /** Whether these headers are authenticated, according to a page, a route and an endpoint. */
  readonly isSignedIn: (
    headers: Readonly<Record<string, string | readonly string[]>>,
  ) => Promise<boolean>;
}

interface WorkerFixtures extends Options {
  readonly app: App;
  readonly database: Database;
  readonly raw: Send;
  /** Signed in once, for tests that do not change the session. */
  readonly sharedClient: Client;
}

/** Tests over HTTP without a browser. Every answer is checked for leaks. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  strategy: ["jwt", { option: true, scope: "worker" }],
  app: [
    async ({ strategy }, use) => {
      const app = await startApp({ strategy, env: { TRUST_PROXY: "0" } });
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  database: [
    async ({ app }, use) => {
      const database = await openDatabase(app.databaseFile);
      await use(database);
      database.close();
    },
    { scope: "worker" },
  ],
  raw: [
    async ({ app }, use) => {
      const issued = new Set<string>();
      await use(async (path, options) => {
        const answer = await send(app.url, path, options);
        expectNoLeak(answer, issued);
        return answer;
      });
      for (const credential of issued) expect(app.logs()).not.toContain(credential);
      expect(app.logs()).not.toContain(app.secret);
      expect(app.logs()).not.toMatch(/unhandledRejection|uncaughtException/i);
    },
    { scope: "worker" },
  ],
  sharedClient: [
    async ({ app, raw, database }, use) => {
      const sharedClient = createClient(app.url, raw);
      await sharedClient.signIn(await database.createPerson());
      await use(sharedClient);
    },
    { scope: "worker" },
  ],
  person: async ({ database }, use) => use(await database.createPerson()),
  anonymous: async ({ app, raw }, use) => use(createClient(app.url, raw)),
  victim: async ({ app, raw, person }, use) => {
    const victim = createClient(app.url, raw);
    const answer = await victim.signIn(person);
    expect([answer.status, answer.headers.location]).toEqual([303, "/dashboard"]);
    await use(victim);
  },
  isSignedIn: async ({ raw }, use) => {
    await use(async (headers) => {
      const api = await raw("/api/notebooks", { headers });
      const page = await raw("/dashboard", { headers: { accept: "text/html", ...headers } });
      const endpoint = await raw("/api/auth/session", { headers });
      const isAuthenticated =
        endpoint.status === 200 && JSON.parse(endpoint.text).status === "authenticated";
      const seen = [api.text.includes('"owner"'), page.status === 200, isAuthenticated];
      expect(new Set(seen).size, `page, route and endpoint agree: ${seen}`).toBe(1);
      return isAuthenticated;
    });
  },
});

export { expect };

/** An answer has no 5xx status except 503, no stack, no credential in its body, and no cookie that caches may store. */
function expectNoLeak(answer: Answer, issued: Set<string>): void {
  const { method, path, status, headers, setCookies, text } = answer;
  const what = `${method} ${path.slice(0, 200)} answered ${status}`;
  expect(status < 500 || status === 503, what).toBe(true);
  expect(text, what).not.toMatch(/\n\s+at [\w.<>[\] ]+ \(|node_modules\/|SessionStoreError/);
  expect(text, what).not.toMatch(
    /\bv1\.[\w-]{8}\.[\w-]{21}\.\d|\beyJ[\w-]{10,}\.[\w-]+\.[\w-]{43}/,
  );
  if (setCookies.length > 0) expect(String(headers["cache-control"]), what).toContain("no-store");
  for (const line of setCookies) {
    const value = line.slice(line.indexOf("=") + 1).split(";")[0] ?? "";
    if (value.length > 20) issued.add(value);
    expect(line, what).toMatch(/HttpOnly/i);
    expect(line, what).toMatch(/SameSite=Lax/i);
    expect(line, what).toMatch(/Path=\//i);
  }
}
