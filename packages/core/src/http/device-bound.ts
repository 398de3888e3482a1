import { SessionStoreError } from "../base/errors.ts";
import { attributesOf } from "../cookies/set-cookie.ts";
import type { Call } from "../flow/call.ts";
import type { Context } from "../flow/context.ts";
import { proveKey } from "../flow/device-bound/prove-key.ts";
import { registerKey } from "../flow/device-bound/register-key.ts";
import { refresh } from "../flow/refresh.ts";
import { resolve } from "../flow/resolve.ts";
import type { EndpointRequest } from "../request/request.ts";
import type { Authenticated, Outcome } from "../session/outcome.ts";
import type { Session } from "../session/session.ts";
import { unquote } from "../tokens/device-proof.ts";
import { currentCookies } from "./answer-of.ts";
import { type EndpointResponse, json, problem } from "./response.ts";

/** A request for an endpoint. */
export interface BoundCall {
  readonly call: Call;
  readonly request: EndpointRequest;
}

/**
 * Paths to which browsers send requests of their own (DBSC). The cross-site rule does not apply to them: a page cannot set the
 * header with the proof. A browser ends its part of the binding for most errors: a temporary failure must be a 503.
 */
export function isBoundPath(rest: string): boolean {
  return rest.startsWith("/bound/");
}

/** `POST /bound/register`: the browser has made a key for the session, and proves it. All failures are final. */
export async function postRegister(bound: BoundCall): Promise<EndpointResponse> {
  const registered = await registerKey(bound.call);
  if (registered.status === "bound")
    return configuration(bound, registered.answer.session.id, registered);
  return problem(registered.status === "taken" ? "already_bound" : "bad_request");
}

/** `POST /bound/refresh`: the cookie that proves the key has ended or is about to. */
export async function postBoundRefresh(bound: BoundCall): Promise<EndpointResponse> {
  const { call } = bound;
  const id = unquote(call.header("sec-secure-session-id") ?? "");
  if (!/^[\w-]{1,64}$/.test(id)) return problem("bad_request");
  // Two cookies of one name: the browser may have another answer for the next request.
  if (call.credentials.malformed) return problem("unavailable");
  const proving = await proveKey(call, id);
  switch (proving.status) {
    case "over":
      return json({ session_identifier: id, continue: false });
    case "challenge":
      return problem("proof_required", null, [], [challengeHeader(id, proving.challenge)]);
    case "wrong_key":
      return problem("wrong_key");
    case "later":
      return problem("unavailable");
    case "proven":
      return configuration(bound, id, proving);
  }
}

/**
 * The answer if anything else fails: the application's error handler might use a status for which the browser ends the
 * binding.
 */
export function boundFailure(context: Context, cause: unknown): EndpointResponse {
  context.onStoreFailure(
    new SessionStoreError("A bound session could not be refreshed.", { cause }),
  );
  return problem("unavailable");
}

/** A refresh; for a bound session, which only its browser refreshes, the session as its access token has it. */
export async function refreshed(call: Call): Promise<Outcome> {
  const outcome = await refresh(call);
  return outcome.reason === "binding_required" && call.credentials.accessToken !== null
    ? resolve(call, { verify: "store" })
    : outcome;
}

/**
 * What the browser is to do: which cookie it renews, and where.
 *
 * @param id of the session that the browser refreshes: while it impersonates, that of the actor
 */
function configuration(
  { call, request }: BoundCall,
  id: string,
  bound: { readonly answer: Authenticated<Session>; readonly challenge: string },
): EndpointResponse {
  const { context } = call;
  const { specs } = call.credentials;
  const cookie = context.access ? specs.access : specs.bound;
  const body = {
    session_identifier: id,
    refresh_url: `${request.pathPrefix ?? ""}${context.basePath}/bound/refresh`,
    scope: { include_site: false, scope_specification: [] },
    credentials: [{ type: "cookie", name: cookie.name, attributes: attributesOf(cookie) }],
  };
  const cookies = currentCookies(call, bound.answer);
  return json(body, cookies, [challengeHeader(id, bound.challenge)]);
}

function challengeHeader(id: string, challenge: string): readonly [string, string] {
  return ["secure-session-challenge", `"${challenge}";id="${id}"`];
}
