import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { UNTIL_DUE } from "../create-app.ts";
import { createTestClient, namesSet, type TestClient } from "../test-client.ts";

/** An application in `fixture/`, built by the framework's own command. */
export interface BuiltApp {
  /** The folder in `fixture/`, and in `.results/` the one of the output. */
  readonly folder: string;
  /** The package and the file in it that is run with the argument `build`. */
  readonly command: readonly [packageName: string, file: string];
  /** Starts the output in the given folder. */
  readonly start: (output: string) => Promise<Started>;
  /** The address of the client. */
  readonly address: string;
  /** The paths of a page with the session, and of its data. */
  readonly refreshing: readonly string[];
}

export interface Started {
  readonly origin: string;
  readonly respond: (request: Request) => Promise<Response>;
}

const MINUTES = 60_000;
const { resolve } = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** The tests of a built application that signs in with a form at `/sign-in`, and shows the user at `/me`. */
export function describeBuiltApp(name: string, app: BuiltApp): void {
  let started: Started;

  beforeAll(async () => {
    await build(app);
    started = await app.start(join(root, ".results", app.folder, "output"));
  }, 3 * MINUTES);

  const createClient = (): TestClient => createTestClient(started.respond, started.origin);

  async function signIn(user: string): Promise<{ client: TestClient; response: Response }> {
    const client = createClient();
    const body = new URLSearchParams({ user });
    const headers = {
      origin: started.origin,
      accept: "text/html",
      "x-forwarded-for": "198.51.100.9",
    };
    return { client, response: await client.post("/sign-in", { headers, body }) };
  }

  /** Moves the clock of the application. */
  async function advance(ms: number): Promise<void> {
    const body = JSON.stringify({ advance: ms });
    const headers = { "content-type": "application/json" };
    await createClient().post("/control-of-the-test", { headers, body });
  }

  describe(`in ${name}`, () => {
    test("a form signs in and redirects, with the application's own cookies", async () => {
      const { response } = await signIn("ada");
      expect([response.status, response.headers.get("location")]).toEqual([303, "/me"]);
      expect(namesSet(response)).toEqual(["access", "session", "theme"]);
    });

    test("a page has the session and the address of the client socket, and is not cached", async () => {
      const { client } = await signIn("bob");
      const page = await client.send("/me");
      expect(await page.text()).toContain(`bob at ${app.address}`);
      expect(page.headers.get("cache-control")).toBe("private, no-store");
    });

    test("a page, and the data that a router fetches, refresh the session", async () => {
      const { client } = await signIn("cleo");
      for (const path of app.refreshing) {
        await advance(UNTIL_DUE);
        const response = await client.send(path);
        const sets = namesSet(response);
        expect([path, response.status, sets]).toEqual([path, 200, ["access", "session"]]);
      }
    });

    test("a page that requires a session is answered 401", async () => {
      expect((await createClient().send("/me")).status).toBe(401);
    });

    test("the endpoints are answered, and another site cannot post with the session", async () => {
      const { client } = await signIn("dora");
      const own = { origin: started.origin };
      const foreign = { ...own, "sec-fetch-site": "cross-site" };
      const refusal = await client.post("/sign-in", { headers: foreign });
      expect(await refusal.json()).toMatchObject({ code: "cross_site" });
      const signedOut = await client.post("/api/auth/logout", { headers: own });
      expect(await signedOut.json()).toEqual({ revoked: 1 });
      expect((await client.send("/me")).status).toBe(401);
    });
  });
}

/** Runs the command of a framework, which uses the packages as they are published. */
async function build({ folder, command: [packageName, file] }: BuiltApp): Promise<void> {
  const command = join(dirname(resolve(`${packageName}/package.json`)), file);
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  await promisify(execFile)(process.execPath, [command, "build"], {
    cwd: join(root, "fixture", folder),
    env: { ...env, NODE_ENV: "production", ASTRO_TELEMETRY_DISABLED: "1" },
  });
}
