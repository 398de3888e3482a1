import type { SessionClient, SessionState } from "@sessionkit/client";
import { useSyncExternalStore } from "react";

/** Returns the client's state and renders again when it changes. */
export function useSessionState<Claims extends object, User>(
  client: SessionClient<Claims, User>,
): SessionState<Claims, User> {
  return useSyncExternalStore(client.subscribe, client.getSnapshot, client.getInitialSnapshot);
}
