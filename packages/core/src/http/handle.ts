import { requiredCodeOf } from "../base/errors.ts";
import type { SetCookie } from "../cookies/set-cookie.ts";
import type { Context } from "../flow/context.ts";
import { isCurrent } from "../flow/is-current.ts";
import { list } from "../flow/list.ts";
import { resolve } from "../flow/resolve.ts";
import { revokeOwn } from "../flow/revoke.ts";
import { type SignOutScope, signOut } from "../flow/sign-out.ts";
import {
  bodyCredentials,
  type Credentials,
  readCredentials,
} from "../flow/steps/read-credentials.ts";
import { type EndpointRequest, isPrefetch } from "../request/request.ts";
import type { Authenticated, Outcome, Unauthenticated, Unavailable } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { answerOf } from "./answer-of.ts";
import { preflight, withCors } from "./cors.ts";
import { crossSiteProblem } from "./cross-site.ts";
import { isBoundPath, postBoundRefresh, postRegister, refreshed } from "./device-bound.ts";
import { failureOf } from "./failure-of.ts";
import { keySet, WELL_KNOWN_KEYS } from "./key-set.ts";
import { isUnder, pathAndQuery } from "./paths.ts";
import { readTokenBody } from "./read-token-body.ts";
import { type EndpointResponse, empty, eventStream, json, problem } from "./response.ts";
import { safeRedirect } from "./safe-redirect.ts";
import { sessionEvents } from "./session-events.ts";

interface EndpointCall {
  readonly context: Context;
  readonly request: EndpointRequest;
  readonly credentials: Credentials;
  readonly query: URLSearchParams;
  /** The session id in the path, or an empty string. */
  readonly id: string;
}

type Endpoint = (call: EndpointCall) => Promise<EndpointResponse>;

const ROUTES: readonly (readonly [method: string, path: RegExp, endpoint: Endpoint])[] = [
  ["GET", /^\/session$/, getSession],
  ["POST", /^\/refresh$/, postRefresh],
  ["GET", /^\/refresh$/, getRefresh],
  ["POST", /^\/logout$/, postLogout],
  ["GET", /^\/sessions$/, getSessions],
  ["DELETE", /^\/sessions\/([\w-]{1,64})$/, deleteSession],
  ["GET", /^\/events$/, getEvents],
  ["POST", /^\/bound\/register$/, postRegister],
  ["POST", /^\/bound\/refresh$/, postBoundRefresh],
  ["GET", /^\/jwks\.json$/, async ({ context }) => keySet(context)],
];

/** Answers a request for one of the endpoints; null for any other path. Never rejects because of client input. */
export async function handle(
  context: Context,
  request: EndpointRequest,
): Promise<EndpointResponse | null> {
  const [path = "", query = ""] = pathAndQuery(request.url);
  if (path === WELL_KNOWN_KEYS && context.asymmetric) return keySet(context);
  if (!isUnder(context.basePath, path)) return null;
  const rest = path.slice(context.basePath.length).replace(/\/$/, "");
  return withCors(context, request, await answer(context, request, rest, query));
}

/** @param rest of the path, below the base path */
async function answer(
  context: Context,
  request: EndpointRequest,
  rest: string,
  query: string,
): Promise<EndpointResponse> {
  const matches = ROUTES.filter(([, pattern]) => pattern.test(rest));
  if (matches.length === 0) return problem("not_found");
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = matches.find(([allowed]) => allowed === method);
  if (!route) {
    const methods = matches.map(([allowed]) => allowed);
    const allow = methods.join(", ");
    return (
      preflight(context, request, methods) ??
      problem("method_not_allowed", null, [], [["allow", allow]])
    );
  }
  const credentials = readCredentials(context, request);
  const crossSite = isBoundPath(rest) ? null : crossSiteProblem(context, request, credentials);
  if (crossSite !== null) return problem("cross_site", null, [], [], crossSite);
  try {
    return await route[2]({
      context,
      request,
      credentials,
      query: new URLSearchParams(query),
      id: route[1].exec(rest)?.[1] ?? "",
    });
  } catch (error) {
    return failureOf(context, rest, error);
  }
}

async function getSession({
  context,
  request,
  credentials,
}: EndpointCall): Promise<EndpointResponse> {
  const outcome = await resolve(context, request, credentials, { verify: "store" });
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  return json(200, await answerOf(context, outcome), currentCookies(context, outcome));
}

async function postRefresh({
  context,
  request,
  credentials,
}: EndpointCall): Promise<EndpointResponse> {
  const body = await readTokenBody(request);
  if ("problem" in body) return problem(body.problem);
  const { token } = body;
  const presented = token === undefined ? credentials : bodyCredentials(credentials, token);
  const outcome = await refreshed(context, request, presented);
  if (outcome.status !== "authenticated") return refusal(context, outcome);
  const answer = await answerOf(context, outcome);
  return presented.transport === "cookie"
    ? json(200, answer, currentCookies(context, outcome))
    : json(200, { ...answer, tokens: outcome.tokens });
}

/**
 * Redirects to the query parameter `redirect`, or to `otherwise` if there is no session. Both must be on this origin.
 */
async function getRefresh(call: EndpointCall): Promise<EndpointResponse> {
  const { context, request, credentials, query } = call;
  const outcome = isPrefetch(request)
    ? await resolve(context, request, credentials)
    : await refreshed(context, request, credentials);
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  const target = safeRedirect(query.get("redirect"), "/");
  const location =
    outcome.status === "authenticated" ? target : safeRedirect(query.get("otherwise"), target);
  return empty(303, [["location", location]], currentCookies(context, outcome));
}

async function postLogout(call: EndpointCall): Promise<EndpointResponse> {
  const { context, request, credentials, query } = call;
  const scope = query.get("scope") ?? "current";
  const body = await readTokenBody(request);
  if ("problem" in body) return problem(body.problem);
  if (!isScope(scope)) return problem("bad_request");
  const { token } = body;
  const presented = token === undefined ? credentials : bodyCredentials(credentials, token);
  const { revoked, cookies } = await signOut(context, request, scope, presented);
  return json(200, { revoked }, cookies);
}

function isScope(scope: string): scope is SignOutScope {
  return scope === "current" || scope === "others" || scope === "all";
}

async function getSessions(call: EndpointCall): Promise<EndpointResponse> {
  return withSession(call, async (session, { context, request }, outcome) => {
    if (session.actor) return problem("impersonated", null, currentCookies(context, outcome));
    const sessions = await list(context, context.userIds.format(session.userId), session, request);
    return json(200, { sessions, now: context.now() }, currentCookies(context, outcome));
  });
}

/** Returns 404 for another user's session, as for a missing one: the owner of an id is not disclosed. */
async function deleteSession(call: EndpointCall): Promise<EndpointResponse> {
  return withSession(call, async (session, { context, request, credentials, id }, outcome) => {
    if (id === session.id) {
      const { cookies } = await signOut(context, request, "current", credentials);
      return empty(204, [], cookies);
    }
    if (session.actor) return problem("impersonated", null, currentCookies(context, outcome));
    const isEnded = await revokeOwn(context, session, id, request);
    const cookies = currentCookies(context, outcome);
    return isEnded ? empty(204, [], cookies) : problem("not_found", null, cookies);
  });
}

async function withSession(
  call: EndpointCall,
  answer: (
    session: Session,
    call: EndpointCall,
    outcome: Authenticated<Session>,
  ) => Promise<EndpointResponse>,
): Promise<EndpointResponse> {
  const { context, request, credentials } = call;
  if (context.mode === "stateless") return problem("store_required");
  const outcome = await resolve(context, request, credentials, { verify: "store" });
  if (outcome.status !== "authenticated") return refusal(context, outcome);
  return answer(outcome.session, call, outcome);
}

function refusal(context: Context, outcome: Unauthenticated | Unavailable): EndpointResponse {
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  const cookies = currentCookies(context, outcome);
  return problem(requiredCodeOf(outcome.reason), outcome.reason, cookies);
}

/** The response is sent now: drops cookies that are no longer current. */
function currentCookies(context: Context, outcome: Outcome): readonly SetCookie[] {
  return isCurrent(context, outcome) ? outcome.cookies : [];
}

async function getEvents({
  context,
  request,
  credentials,
}: EndpointCall): Promise<EndpointResponse> {
  const outcome = await resolve(context, request, credentials, { write: false });
  if (outcome.status !== "authenticated") return refusal(context, outcome);
  const stream = sessionEvents(context, outcome.session);
  if (request.method === "HEAD") await stream.cancel();
  return eventStream(stream);
}
