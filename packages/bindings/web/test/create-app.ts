import { type BindingWorld, createBindingWorld } from "@sessionkit/testing/binding-world";
import {
  type BindOptions,
  bindSessions,
  type HandleOptions,
  type SessionBinding,
  type SessionContext,
} from "../src/index.ts";
import { createTestClient, type TestClient } from "./test-client.ts";

type Sessions = BindingWorld["sessions"];

/** Routes by path. `/in` signs `ada` in, `/who` returns the session. */
export type Routes = Readonly<Record<string, Handler>>;

type Handler = (
  session: SessionContext<Sessions>,
  request: Request,
) => Response | Promise<Response>;

export interface App extends SessionBinding<Sessions> {
  readonly harness: BindingWorld;
  readonly serve: (request: Request) => Promise<Response>;
  readonly client: () => TestClient;
}

/** An application of one test. */
export function createApp(
  routes: Routes = {},
  { strategy = "jwt", given, ...options }: AppOptions = {},
): App {
  const harness = createBindingWorld({
    strategy,
    // For tests only.
    secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
    lifetime: {},
    trustProxy: 0,
    endpoints: "before-parser",
  });
  const binding = bindSessions(harness.sessions, options);
  const all: Routes = {
    "/in": async ({ createSession }) => Response.json(await createSession("ada")),
    "/who": async ({ getSession }) => Response.json(await getSession()),
    ...routes,
  };
  const serve = (request: Request): Promise<Response> => {
    const handler = all[new URL(request.url).pathname];
    return binding.handle(
      request,
      (session) => handler?.(session, request) ?? new Response(null, { status: 404 }),
      given?.(request),
    );
  };
  return { ...binding, harness, serve, client: () => createTestClient(serve) };
}

interface AppOptions extends BindOptions {
  readonly strategy?: "jwt" | "database";
  /** The options of `handle`. */
  readonly given?: (request: Request) => HandleOptions;
}

/** After this time an access token has expired, and its session token is due for rotation. */
export const UNTIL_DUE: number = 16 * 60_000;
