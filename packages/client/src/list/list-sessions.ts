import type { SessionListAnswer } from "@sessionkit/core";
import { readJson } from "../http/read-json.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { callEndpoint, type EndpointClient } from "./call-endpoint.ts";

/**
 * The user's sessions that have not run out, the current one first, then the newest. Rejects with
 * `SessionRequestError`; `session_required` when nobody is signed in, which the client's state then says, too.
 */
export async function listSessions(client: EndpointClient): Promise<SessionListAnswer> {
  const response = await callEndpoint(client, "GET", "/sessions");
  const answer = await readJson<SessionListAnswer>(response);
  if (!answer?.sessions) throw new SessionRequestError("unexpected", answer, response);
  return answer as SessionListAnswer;
}
