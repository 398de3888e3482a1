import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type AnySessions,
  type EndpointResponse,
  type Outcome,
  problem,
  type SetCookie,
} from "@sessionkit/core";
import type { BindingApp, BindingSetup } from "../binding-app.ts";
import { type BindingWorld, createBindingWorld } from "../world/create-binding-world.ts";
import { localApp } from "../world/local-app.ts";
import { answerRoutes } from "./answer-routes.ts";
import {
  arrivalAt,
  isOverloaded,
  withBoundFaults,
  withoutOlderAccess,
  withoutProof,
} from "./bound-faults.ts";
import { createExchange, type Exchange } from "./exchange.ts";
import type { Fault } from "./fault.ts";
import { sessionRoutes } from "./session-routes.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { type Route, SIGNED_OUT } from "./visit.ts";

/** The application of the binding contract on bare Node, right or, to show that the contract can fail, wrong. */
export async function createReferenceApp(
  setup: BindingSetup,
  faults: readonly Fault[] = [],
): Promise<BindingApp> {
  const { shared: _, ...alone } = setup;
  const harness = createBindingWorld(faults.includes("shares no store") ? alone : setup);
  const superseded = new Set<string | null>();
  const presented = new Map<string, number>();
  const server = createServer((req, res) => {
    if (faults.includes("drops earlier tokens")) dropCookies(superseded, req, res);
    const exchange = createExchange(req, res, new Set(faults));
    if (faults.includes("limits requests at once") && isOverloaded(presented, req, res)) return;
    serve(harness, exchange).catch((error: unknown) => fail(exchange, error));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return localApp(harness, `http://127.0.0.1:${port}`, () => end(server));
}

async function serve({ sessions, held }: BindingWorld, exchange: Exchange): Promise<void> {
  const { request, faults, url, send } = exchange;
  if (faults.has("clears the cookies of others")) clearCookies(exchange);
  const answer = await answerOfEndpoint(sessions, exchange);
  if (answer) {
    send(answer);
    return;
  }
  const crossSite = faults.has("lets other sites act") ? null : sessions.crossSiteProblem(request);
  const outcome = await resolve(sessions, exchange, crossSite !== null);
  if (crossSite !== null && outcome.reason !== "absent" && request.header("cookie")) {
    const detail = faults.has("refuses without a reason") ? undefined : crossSite;
    send(problem("cross_site", null, [], [], detail));
    return;
  }
  const keepsCookie =
    outcome.reason === "binding_required" && faults.has("takes an old cookie for a lost key");
  if (crossSite === null && !keepsCookie)
    exchange.setImplicit(outcome.cookies, isCurrent(sessions, outcome));
  const arrival = arrivalAt(exchange, outcome);
  if (arrival) {
    send(arrival);
    return;
  }
  const route = find(exchange, url.pathname);
  if (route) await route({ sessions, held, exchange, outcome });
  else exchange.begin(404, [["content-type", "text/plain"]]).end("Not found.");
}

async function answerOfEndpoint(
  sessions: BindingWorld["sessions"],
  { request, faults, url, setCookies }: Exchange,
): Promise<EndpointResponse | null> {
  const hidden =
    faults.has("hides the endpoints") ||
    (faults.has("ignores trailing slashes") && url.pathname.endsWith("/"));
  const handled = hidden ? null : await sessions.handle(request);
  const site = request.header("sec-fetch-site") ?? null;
  const answer = withBoundFaults(handled, faults, { path: url.pathname, site });
  const isPost = answer !== null && request.method === "POST";
  if (isPost && faults.has("sets cookies for a token in a body"))
    setCookies((await sessions.create("ghost")).cookies);
  return answer && withCorsOf(answer, faults, request.header("origin") ?? null);
}

function withCorsOf(
  answer: EndpointResponse,
  faults: Exchange["faults"],
  origin: string | null,
): EndpointResponse {
  const isWrong = faults.has("sends no headers of CORS") || faults.has("lets every origin read");
  if (!isWrong) return answer;
  const headers = answer.headers.filter(([name]) => !name.startsWith("access-control-"));
  const isOpen = faults.has("lets every origin read") && origin !== null;
  const open = isOpen ? ([["access-control-allow-origin", origin]] as const) : [];
  return { ...answer, headers: [...headers, ...open] };
}

function isCurrent(sessions: AnySessions, outcome: Outcome): () => boolean {
  return () => sessions.isCurrent(outcome);
}

/** Whatever the browser holds under the names of ours. */
function clearCookies({ setCookies, sessionToken }: Exchange): void {
  if (sessionToken === null) return;
  const cookie: Omit<SetCookie, "name"> = {
    value: "",
    path: "/",
    secure: false,
    sameSite: "lax",
    httpOnly: true,
    maxAge: 0,
  };
  setCookies([{ ...cookie, name: "session" }]);
}

/** Hides session tokens that were replaced. */
function dropCookies(
  superseded: Set<string | null>,
  { headers }: IncomingMessage,
  res: ServerResponse,
): void {
  const token = /\bsession=([^;]+)/.exec(headers.cookie ?? "")?.[1] ?? null;
  if (superseded.has(token)) headers.cookie = "";
  res.once("finish", () => {
    if (String(res.getHeader("set-cookie")).includes("session=v1.")) superseded.add(token);
  });
}

async function resolve(
  sessions: BindingWorld["sessions"],
  { request, faults }: Exchange,
  foreign: boolean,
): Promise<Outcome> {
  const isPrefetch = PREFETCH.some((name) => /prefetch|1/.test(request.header(name) ?? ""));
  if (isPrefetch && faults.has("resolves no session for a prefetch")) return SIGNED_OUT;
  const write =
    !foreign &&
    !faults.has("never refreshes") &&
    !(isPrefetch && faults.has("takes every method for a prefetch"));
  const outcome = await sessions.resolve(withoutOlderAccess(request, faults), { write });
  if (outcome.reason === "binding_required")
    return withoutProof(sessions, request, outcome, faults);
  if (faults.has("reads the store twice")) await sessions.list("u1");
  if (faults.has("judges a request twice")) await sessions.resolve({ ...request }, { write });
  const hidden =
    faults.has("resolves no session") ||
    (faults.has("reports an outage as signed out") && outcome.status === "unavailable");
  if (hidden) return SIGNED_OUT;
  if (!faults.has("signs every request in") || outcome.status === "authenticated") return outcome;
  const { session } = await sessions.create("ghost");
  const ghost = { reason: null, expiresIn: 1, tokens: null, verified: "store" } as const;
  return { ...outcome, ...ghost, status: "authenticated", session };
}

const PREFETCH = ["sec-purpose", "purpose", "next-router-prefetch"];

const routes: Readonly<Record<string, Route>> = {
  ...signInRoutes,
  ...sessionRoutes,
  ...answerRoutes,
};

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
  if (code === "impersonated") {
    exchange.send(problem(code));
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
