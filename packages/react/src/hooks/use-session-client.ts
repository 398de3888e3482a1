import type { SessionClient } from "@sessionkit/client";
import { useContext } from "react";
import { SessionContext } from "../provider/session-context.ts";

/** The client below the hooks, for `sessionFetch` and `check`. Always the same one; throws without a provider. */
export function useSessionClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(): SessionClient<Claims, User> {
  const client = useContext(SessionContext);
  if (!client) throw new Error("There is no <SessionProvider> above this component.");
  return client as SessionClient<Claims, User>;
}
