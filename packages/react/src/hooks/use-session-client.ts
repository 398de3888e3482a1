import type { ClaimsIn, SessionClient, UserIn } from "@sessionkit/client";
import { useContext } from "react";
import { SessionContext } from "../provider/session-context.ts";

/** Returns the client of the nearest provider, for `sessionFetch` and `check`. Throws without a provider. */
export function useSessionClient<
  T extends object = Record<never, never>,
  User = UserIn<T>,
>(): SessionClient<ClaimsIn<T>, User> {
  const client = useContext(SessionContext);
  if (!client) throw new Error("There is no <SessionProvider> above this component.");
  return client as SessionClient<object, unknown> as SessionClient<ClaimsIn<T>, User>;
}
