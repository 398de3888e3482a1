import type { SessionClient } from "../client/session-client.ts";
import { SessionRequestError } from "../http/session-request-error.ts";
import { callEndpoint, type EndpointClient } from "./call-endpoint.ts";

/**
 * Ends one of the user's sessions; the client's own session as `signOut` does. Resolves with true if this call ended it,
 * with false if it had ended before. Rejects with `SessionRequestError` if the server did not confirm it; the session
 * may then still be active.
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
