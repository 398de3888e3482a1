import type { SessionListAnswer } from "@sessionkit/core";
import { readJson } from "../http/read-json.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { callEndpoint, type EndpointClient } from "./call-endpoint.ts";

/**
 * Lists the user's unexpired sessions, the current one first, then the newest. Rejects with `SessionRequestError`; with
 * the code `session_required` if the user is not signed in, which the client's state reflects as well.
 */
export async function listSessions(client: EndpointClient): Promise<SessionListAnswer> {
  const response = await callEndpoint(client, "GET", "/sessions");
  const answer = await readJson<SessionListAnswer>(response);
  if (!answer?.sessions) throw new SessionRequestError("unexpected", answer, response);
  return answer as SessionListAnswer;
}
