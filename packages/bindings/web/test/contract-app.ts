import type { BindingSetup } from "@sessionkit/testing";
import type { BindingWorld } from "@sessionkit/testing/binding-world";
import { bindSessions } from "../src/index.ts";
import { answerRoutes } from "./contract/answer-routes.ts";
import { changeRoutes } from "./contract/change-routes.ts";
import type { Route } from "./contract/route.ts";
import { sessionRoutes } from "./contract/session-routes.ts";

/** What each runtime does in its own way. */
export interface Platform {
  readonly compress?: (response: Response, request: Request) => Response;
  /** Answers the handshake of a WebSocket that repeats each message after the name of its user. */
  readonly upgrade?: (request: Request, user: string) => Response | undefined;
}

export type ContractApp = (
  request: Request,
  address?: string | null,
) => Promise<Response | undefined>;

/** The application of the binding contract, for web requests. No runtime's own modules are in its path. */
export function createContractApp(
  world: Pick<BindingWorld, "sessions" | "held">,
  { endpoints }: Pick<BindingSetup, "endpoints">,
  { compress = gzip, upgrade }: Platform = {},
): ContractApp {
  const binding = bindSessions(world.sessions, {
    onError: () => new Response("Internal Server Error", { status: 500 }),
  });
  const routes: Readonly<Record<string, Route>> = {
    ...sessionRoutes(binding),
    ...changeRoutes(binding, world),
    ...answerRoutes(binding),
  };

  return async (request, address) => {
    const { pathname } = new URL(request.url);
    if (endpoints === "after-parser") await parseJson(request);
    const response = await binding.handle(
      request,
      async (session) => {
        if (upgrade && pathname === "/socket")
          return upgrade(request, (await session.requireSession()).userId);
        // The contract expects every route to refresh; without this only a verb does. The route itself answers an outage.
        await Promise.allSettled([session.getSession()]);
        const route = routes[`${request.method} ${pathname}`];
        return route ? route(request, session) : new Response("Not Found", { status: 404 });
      },
      { address },
    );
    return response && pathname === "/compressed" ? compress(response, request) : response;
  };
}

/** Like a validator: reads a copy of the body before the handlers. */
async function parseJson(request: Request): Promise<void> {
  if (request.headers.get("content-type")?.startsWith("application/json"))
    await request
      .clone()
      .json()
      .catch(() => null);
}

function gzip(response: Response, request: Request): Response {
  if (!response.body || !request.headers.get("accept-encoding")?.includes("gzip")) return response;
  const headers = new Headers(response.headers);
  headers.set("content-encoding", "gzip");
  headers.append("vary", "Accept-Encoding");
  const body = response.body.pipeThrough(new CompressionStream("gzip"));
  return new Response(body, { status: response.status, headers });
}
