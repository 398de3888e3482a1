import type { SessionClient } from "../client/session-client.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { callEndpoint, type EndpointClient } from "./call-endpoint.ts";

/**
 * Ends one of the user's sessions; the client's own like `signOut`. True when this call did, false when it was over
 * already. Rejects with `SessionRequestError` when the server could not be asked: then it goes on.
 */
export async function endSession(
  client: EndpointClient & Pick<SessionClient<object, unknown>, "getSnapshot" | "signOut">,
  id: string,
): Promise<boolean> {
  if (id === client.getSnapshot().session?.id) return (await client.signOut()).revoked > 0;
  try {
    await callEndpoint(client, "DELETE", `/sessions/${encodeURIComponent(id)}`);
    return true;
  } catch (error) {
    if (error instanceof SessionRequestError && error.code === "not_found") return false;
    throw error;
  }
}
