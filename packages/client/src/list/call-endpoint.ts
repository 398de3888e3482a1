import type { Problem } from "@sessionkit/core";
import type { SessionClient } from "../client/session-client.ts";
import { rejectAsNetwork } from "../http/fetch-answer.ts";
import { readJson } from "../http/read-json.ts";
import { SessionRequestError } from "../http/session-request-error.ts";

export type EndpointClient = Pick<SessionClient, "basePath" | "sessionFetch">;

/** Calls an endpoint that requires a session; the credential is refreshed if necessary. Rejects unless the answer is a 2xx. */
export async function callEndpoint(
  { basePath, sessionFetch }: EndpointClient,
  method: "GET" | "DELETE",
  path: string,
): Promise<Response> {
  const response = await sessionFetch(basePath + path, { method }).catch(rejectAsNetwork);
  if (response.ok) return response;
  const problem = await readJson<Problem>(response);
  throw new SessionRequestError(problem?.code ?? "unexpected", problem, response);
}
