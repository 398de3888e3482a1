import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Outcome, problem } from "@sessionkit/core";
import type { BindingApp, BindingSetup } from "../binding-app.ts";
import { type BindingSessions, createBindingWorld } from "../world/create-binding-world.ts";
import { recordConsole } from "../world/record-console.ts";
import { answerRoutes } from "./answer-routes.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import type { Fault } from "./fault.ts";
import { NOBODY, type Route, sessionRoutes } from "./session-routes.ts";

/** The application of the binding contract on bare Node, right or, to show that the contract can tell, wrong. */
export async function createReferenceApp(
  setup: BindingSetup,
  faults: readonly Fault[] = [],
): Promise<BindingApp> {
  const world = createBindingWorld(setup);
  const recorded = recordConsole();
  const server = createServer((req, res) => {
    const exchange = createExchange(req, res, new Set(faults));
    serve(world.sessions, exchange).catch((error: unknown) => fail(exchange, error));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    control: async (orders) => world.control(orders),
    output: recorded.output,
    close: async () => {
      recorded.close();
      await end(server);
    },
  };
}

async function serve(sessions: BindingSessions, exchange: Exchange): Promise<void> {
  const { request, faults, url, send } = exchange;
  const answer = faults.has("hides the endpoints") ? null : await sessions.handle(request);
  if (answer) {
    send(answer);
    return;
  }
  const foreign = !faults.has("lets other sites act") && !sessions.isSameSiteIntent(request);
  const outcome = await resolve(sessions, exchange, foreign);
  if (foreign && outcome.reason !== "absent" && request.header("cookie")) {
    send(problem("cross_site"));
    return;
  }
  if (!foreign) exchange.setCookies(outcome.cookies);
  const route = find(exchange, url.pathname);
  if (route) await route({ sessions, exchange, outcome });
  else exchange.begin(404, [["content-type", "text/plain"]]).end("Not found.");
}

async function resolve(
  sessions: BindingSessions,
  { request, faults }: Exchange,
  foreign: boolean,
): Promise<Outcome> {
  const write = !foreign && !faults.has("never refreshes");
  const outcome = await sessions.resolve(request, { write });
  if (faults.has("asks the store twice")) await sessions.list("anybody");
  const hidden =
    faults.has("knows nobody") ||
    (faults.has("takes an outage for nobody") && outcome.status === "unavailable");
  if (hidden) return NOBODY;
  if (!faults.has("knows everybody") || outcome.status === "authenticated") return outcome;
  const { session } = await sessions.create("ghost");
  return { ...outcome, status: "authenticated", session, reason: null, expiresIn: 1, tokens: null };
}

const routes: Readonly<Record<string, Route>> = { ...sessionRoutes, ...answerRoutes };

function find({ request, faults }: Exchange, path: string): Route | undefined {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const named = routes[`${method} ${path}`];
  if (named || !faults.has("ignores the method")) return named;
  return routes[`GET ${path}`] ?? routes[`POST ${path}`];
}

/** As a framework does: by the status of the error, else 500. */
function fail(exchange: Exchange, error: unknown): void {
  const { code } = error as Partial<Record<"code", string>>;
  if (code === "session_store") {
    exchange.send(problem("unavailable", "unavailable"));
    return;
  }
  const status = (error as { status?: number }).status ?? 500;
  exchange.begin(status, [["content-type", "text/plain"]]).end("Something went wrong.");
}

async function end(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
