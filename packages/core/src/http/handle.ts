import type { SetCookie } from "../cookies/set-cookie.ts";
import { Call } from "../flow/call.ts";
import type { Context } from "../flow/context.ts";
import { list } from "../flow/list.ts";
import { resolve } from "../flow/resolve.ts";
import { revokeOwn } from "../flow/revoke.ts";
import { type SignOutScope, signOut } from "../flow/sign-out.ts";
import type { EndpointRequest } from "../request/request.ts";
import type { Unauthenticated, Unavailable } from "../session/outcome.ts";
import { withReason } from "../session/reasons.ts";
import type { Session } from "../session/session.ts";
import { isStoreError } from "../store/deadline.ts";
import { answerOf, currentCookies } from "./answer-of.ts";
import { preflight, withCors } from "./cors.ts";
import { crossSiteProblem } from "./cross-site.ts";
import {
  type BoundCall,
  boundFailure,
  isBoundPath,
  postBoundRefresh,
  postRegister,
  refreshed,
} from "./device-bound.ts";
import { isUnder, pathAndQuery, WELL_KNOWN_KEYS } from "./paths.ts";
import { readTokenBody } from "./read-token-body.ts";
import {
  type EndpointResponse,
  empty,
  eventStream,
  json,
  problem,
  problemOf,
  signedOutProblem,
} from "./response.ts";
import { safeRedirect } from "./safe-redirect.ts";
import { sessionEvents } from "./session-events.ts";

interface EndpointCall extends BoundCall {
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
  ["GET", /^\/jwks\.json$/, async ({ call }) => keySet(call.context)],
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
    const allow = matches.map(([allowed]) => allowed).join(", ");
    return (
      preflight(context, request, allow) ??
      problem("method_not_allowed", null, [], [["allow", allow]])
    );
  }
  const call = new Call(context, request);
  const crossSite = isBoundPath(rest) ? null : crossSiteProblem(call);
  if (crossSite !== null) return problem("cross_site", null, [], [], crossSite);
  const id = route[1].exec(rest)?.[1] ?? "";
  try {
    return await route[2]({ call, request, query: new URLSearchParams(query), id });
  } catch (error) {
    return failureOf(context, rest, error);
  }
}

async function getSession({ call }: EndpointCall): Promise<EndpointResponse> {
  const outcome = await resolve(call, { verify: "store" });
  if (outcome.status === "unavailable") return problem("unavailable");
  return json(await answerOf(call.context, outcome), currentCookies(call, outcome));
}

async function postRefresh({ call, request }: EndpointCall): Promise<EndpointResponse> {
  const body = await readTokenBody(request);
  if ("problem" in body) return problem(body.problem);
  const presented = call.withBody(body.token);
  const outcome = await refreshed(presented);
  if (outcome.status !== "authenticated") return refusal(call, outcome);
  const answer = await answerOf(call.context, outcome);
  return presented.credentials.transport === "cookie"
    ? json(answer, currentCookies(call, outcome))
    : json({ ...answer, tokens: outcome.tokens });
}

/**
 * Redirects to the query parameter `redirect`, or to `otherwise`, with the reason, if there is no session. Both must be on this
 * origin.
 */
async function getRefresh({ call, query }: EndpointCall): Promise<EndpointResponse> {
  const outcome = call.isPrefetch ? await resolve(call) : await refreshed(call);
  if (outcome.status === "unavailable") return problem("unavailable");
  const target = safeRedirect(query.get("redirect"), "/");
  const otherwise = safeRedirect(query.get("otherwise"), "");
  const location = outcome.session || !otherwise ? target : withReason(otherwise, outcome.reason);
  return empty(303, [["location", location]], currentCookies(call, outcome));
}

async function postLogout({ call, request, query }: EndpointCall): Promise<EndpointResponse> {
  const scope = query.get("scope") ?? "current";
  const body = await readTokenBody(request);
  if ("problem" in body) return problem(body.problem);
  if (!isScope(scope)) return problem("bad_request");
  const { revoked, cookies } = await signOut(call.withBody(body.token), scope);
  return json({ revoked }, cookies);
}

function isScope(scope: string): scope is SignOutScope {
  return scope === "current" || scope === "others" || scope === "all";
}

async function getSessions({ call }: EndpointCall): Promise<EndpointResponse> {
  const { now, userIds } = call.context;
  return withSession(call, async (session, cookies) => {
    if (session.actor) return problem("impersonated", null, cookies());
    const sessions = await list(call, userIds.format(session.userId), session);
    return json({ sessions, now: now() }, cookies());
  });
}

/** Returns 404 for another user's session, as for a missing one: the owner of an id is not disclosed. */
async function deleteSession({ call, id }: EndpointCall): Promise<EndpointResponse> {
  return withSession(call, async (session, cookies) => {
    if (id === session.id) return empty(204, [], (await signOut(call, "current")).cookies);
    if (session.actor) return problem("impersonated", null, cookies());
    const isEnded = await revokeOwn(call, session, id);
    return isEnded ? empty(204, [], cookies()) : problem("not_found", null, cookies());
  });
}

/** @param answer receives the session, and a function that returns the cookies to set when the response is made */
async function withSession(
  call: Call,
  answer: (session: Session, cookies: () => readonly SetCookie[]) => Promise<EndpointResponse>,
): Promise<EndpointResponse> {
  if (call.context.mode === "stateless") return problem("store_required");
  const outcome = await resolve(call, { verify: "store" });
  if (outcome.status !== "authenticated") return refusal(call, outcome);
  return answer(outcome.session, () => currentCookies(call, outcome));
}

function refusal(call: Call, outcome: Unauthenticated | Unavailable): EndpointResponse {
  return signedOutProblem(outcome, currentCookies(call, outcome));
}

async function getEvents({ call, request }: EndpointCall): Promise<EndpointResponse> {
  const outcome = await resolve(call, { write: false });
  if (outcome.status !== "authenticated") return refusal(call, outcome);
  const stream = sessionEvents(call.context, outcome.session);
  if (request.method === "HEAD") await stream.cancel();
  return eventStream(stream);
}

/** The public keys of access tokens (RFC 7517), or 404 if they are signed with the secret. */
function keySet({ asymmetric }: Context): EndpointResponse {
  if (!asymmetric) return problem("not_found");
  return {
    status: 200,
    headers: [
      ["content-type", "application/jwk-set+json"],
      ["cache-control", "public, max-age=300"],
    ],
    body: JSON.stringify(asymmetric.jwks()),
  };
}

/** The answer to what a verb throws because of the request. Throws everything else again. */
function failureOf(context: Context, rest: string, error: unknown): EndpointResponse {
  if (isBoundPath(rest) && !isStoreError(error)) return boundFailure(context, error);
  const answer = problemOf(error);
  if (answer) return answer;
  throw error;
}
