import type { AnySessions } from "@sessionkit/core";
import type { SessionBinding } from "../binding/session-binding.ts";
import type { SessionContext } from "../binding/session-context.ts";

const CALLS = [
  "getSession",
  "getGuest",
  "requireSession",
  "getSessionAnswer",
  "watchSession",
  "createSession",
  "renewSession",
  "updateSession",
  "revokeSession",
  "updateGuest",
  "impersonate",
  "endImpersonation",
] as const satisfies readonly (keyof SessionContext<AnySessions>)[];

type Call = (request: Request, ...args: unknown[]) => unknown;

/** The calls of a binding for one request. */
export function createContext<S extends AnySessions>(
  bound: SessionBinding<AnySessions>,
  request: Request,
): SessionContext<S> {
  const calls = CALLS.map((name) => {
    const call = bound[name] as unknown as Call;
    return [name, (...args: unknown[]) => call(request, ...args)] as const;
  });
  return Object.fromEntries(calls) as unknown as SessionContext<S>;
}
