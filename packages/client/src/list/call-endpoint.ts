import type { Problem } from "@sessionkit/core";
import type { SessionClient } from "../client/session-client.ts";
import { unreachable } from "../http/ask.ts";
import { readJson } from "../http/read-json.ts";
import { SessionRequestError } from "../http/session-request-error.ts";

export type EndpointClient = Pick<SessionClient, "basePath" | "sessionFetch">;

/** Asks an endpoint that wants a session, renewing the credential where it has to. Rejects unless that is answered. */
export async function callEndpoint(
  { basePath, sessionFetch }: EndpointClient,
  method: "GET" | "DELETE",
  path: string,
): Promise<Response> {
  const response = await sessionFetch(basePath + path, { method }).catch(unreachable);
  if (response.ok) return response;
  const problem = await readJson<Problem>(response);
  throw new SessionRequestError(problem?.code ?? "unexpected", problem, response);
}
