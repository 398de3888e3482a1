import type { Context } from "../flow/context.ts";
import { list } from "../flow/list.ts";
import { refresh } from "../flow/refresh.ts";
import { resolve } from "../flow/resolve.ts";
import { revoke } from "../flow/revoke.ts";
import { type SignOutScope, signOut } from "../flow/sign-out.ts";
import { isStoreError } from "../store/guard-store.ts";
import type { Authenticated, Unauthenticated, Unavailable } from "../session/outcome.ts";
import type { EndpointRequest } from "../request/request.ts";
import type { SessionOf } from "../session/session.ts";
import { answerOf } from "./answer-of.ts";
import { isSameSiteIntent } from "./cross-site.ts";
import { type EndpointResponse, empty, json, problem } from "./response.ts";
import { safeRedirect } from "./safe-redirect.ts";

interface Call {
  readonly context: Context;
  readonly request: EndpointRequest;
  readonly query: URLSearchParams;
  /** The rest of the path: a session id. */
  readonly id: string;
}

type Endpoint = (call: Call) => Promise<EndpointResponse>;

const ROUTES: readonly (readonly [method: string, path: RegExp, endpoint: Endpoint])[] = [
  ["GET", /^\/session$/, getSession],
  ["POST", /^\/refresh$/, postRefresh],
  ["GET", /^\/refresh$/, getRefresh],
  ["POST", /^\/logout$/, postLogout],
  ["GET", /^\/sessions$/, getSessions],
  ["DELETE", /^\/sessions\/([\w-]{1,64})$/, deleteSession],
  ["GET", /^\/jwks\.json$/, getKeys],
];

export const WELL_KNOWN_KEYS = "/.well-known/jwks.json";

/** Answers a request for one of the endpoints; null for any other path. Never rejects for anything a client sent. */
export async function handle(
  context: Context,
  request: EndpointRequest,
): Promise<EndpointResponse | null> {
  const [path = "", query = ""] = pathAndQuery(request.url);
  if (path === WELL_KNOWN_KEYS && context.asymmetric)
    return getKeys({ context, request, query: new URLSearchParams(), id: "" });
  if (!isUnder(context.basePath, path)) return null;
  const rest = path.slice(context.basePath.length);
  const matches = ROUTES.filter(([, pattern]) => pattern.test(rest));
  if (matches.length === 0) return problem("not_found");
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = matches.find(([allowed]) => allowed === method);
  if (!route)
    return problem(
      "method_not_allowed",
      null,
      [],
      [["allow", matches.map(([allowed]) => allowed).join(", ")]],
    );
  if (!isSameSiteIntent(context, request)) return problem("cross_site");
  try {
    return await route[2]({
      context,
      request,
      query: new URLSearchParams(query),
      id: route[1].exec(rest)?.[1] ?? "",
    });
  } catch (error) {
    if (isStoreError(error)) return problem("unavailable", "unavailable");
    throw error;
  }
}

/** Whether a path is the endpoints' own, or one below it. */
export function isUnder(basePath: string, path: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}

function pathAndQuery(url: string): string[] {
  const parsed = URL.canParse(url, "http://endpoint.invalid")
    ? new URL(url, "http://endpoint.invalid")
    : null;
  return parsed ? [parsed.pathname, parsed.search.slice(1)] : [];
}

async function getSession({ context, request }: Call): Promise<EndpointResponse> {
  const outcome = await resolve(context, request, { verify: "store" });
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  return json(200, await answerOf(context, outcome), outcome.cookies);
}

async function postRefresh({ context, request }: Call): Promise<EndpointResponse> {
  const token = await tokenInBody(request);
  if (token === "unreadable") return problem("bad_request");
  const outcome = await refresh(context, request, token);
  if (outcome.status !== "authenticated") return refusal(outcome);
  const answer = await answerOf(context, outcome);
  if (token === undefined) return json(200, answer, outcome.cookies);
  return json(200, {
    ...answer,
    tokens: outcome.tokens,
  });
}

/** `redirect` is where to go on, `otherwise` where to go when the session is over; both on this origin. */
async function getRefresh({ context, request, query }: Call): Promise<EndpointResponse> {
  const outcome = await refresh(context, request);
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  const target = safeRedirect(query.get("redirect"), "/");
  const location =
    outcome.status === "authenticated" ? target : safeRedirect(query.get("otherwise"), target);
  return empty(303, [["location", location]], outcome.cookies);
}

async function postLogout({ context, request, query }: Call): Promise<EndpointResponse> {
  const scope = query.get("scope") ?? "current";
  const token = await tokenInBody(request);
  if (token === "unreadable" || !isScope(scope)) return problem("bad_request");
  const { revoked, cookies } = await signOut(context, request, scope, token);
  return json(200, { revoked }, cookies);
}

function isScope(scope: string): scope is SignOutScope {
  return scope === "current" || scope === "others" || scope === "all";
}

async function getSessions(call: Call): Promise<EndpointResponse> {
  return withSession(call, async (session, { context }, outcome) =>
    json(
      200,
      { sessions: await list(context, session.userId, session), now: context.now() },
      outcome.cookies,
    ),
  );
}

/** Another user's session answers like one that does not exist: ids are not secret, but whose they are is. */
async function deleteSession(call: Call): Promise<EndpointResponse> {
  return withSession(call, async (session, { context, request, id }, outcome) => {
    if (id === session.id) {
      const { cookies } = await signOut(context, request);
      return empty(204, [], cookies);
    }
    const record = await context.store.find(id);
    if (record?.userId !== session.userId || !(await revoke(context, id, request)))
      return problem("not_found", null, outcome.cookies);
    return empty(204, [], outcome.cookies);
  });
}

async function withSession(
  call: Call,
  answer: (
    session: SessionOf,
    call: Call,
    outcome: Authenticated<SessionOf>,
  ) => Promise<EndpointResponse>,
): Promise<EndpointResponse> {
  if (call.context.mode === "stateless") return problem("store_required");
  const outcome = await resolve(call.context, call.request, { verify: "store" });
  if (outcome.status !== "authenticated") return refusal(outcome);
  return answer(outcome.session, call, outcome);
}

function refusal(outcome: Unauthenticated | Unavailable): EndpointResponse {
  if (outcome.status === "unavailable") return problem("unavailable", "unavailable");
  return problem("session_required", outcome.reason, outcome.cookies);
}

async function getKeys({ context }: Call): Promise<EndpointResponse> {
  if (!context.asymmetric) return problem("not_found");
  const keys = await context.asymmetric.jwks();
  return {
    status: 200,
    headers: [
      ["content-type", "application/jwk-set+json"],
      ["cache-control", "public, max-age=300"],
    ],
    body: JSON.stringify(keys),
  };
}

const MAX_BODY = 16_384;

/** `sessionToken` of a JSON body. Undefined without one; a form's or an empty body holds none. */
async function tokenInBody(request: EndpointRequest): Promise<string | undefined | "unreadable"> {
  if (!/^application\/json\b/i.test(request.header("content-type") ?? "")) return undefined;
  if (Number(request.header("content-length") ?? 0) > MAX_BODY) return "unreadable";
  try {
    const text = await request.text();
    if (text === "") return undefined;
    const body: unknown = text.length > MAX_BODY ? null : JSON.parse(text);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return "unreadable";
    const token = (body as { sessionToken?: unknown }).sessionToken;
    return token === undefined || typeof token === "string" ? token : "unreadable";
  } catch (error) {
    if (error instanceof Error) return "unreadable";
    throw error;
  }
}
