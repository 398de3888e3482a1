import { type AnySessions, SessionConfigError } from "@sessionkit/core";
import type { Context } from "hono";
import { clientAddress } from "../request/client-address.ts";
import type { CurrentRequest } from "../request/current-request.ts";
import type { BindOptions } from "./bind-options.ts";

/** A service, and how it is bound. */
export interface Binding
  extends Required<Pick<BindOptions, "address">>,
    Pick<BindOptions, "refuse"> {
  readonly sessions: AnySessions;
  /** Under which a request keeps what is known of it: another one for each binding of an application. */
  readonly key: symbol;
}

export function createBinding(sessions: AnySessions, options: BindOptions): Binding {
  return { address: clientAddress, ...options, sessions, key: Symbol("sessionkit.hono") };
}

/** What `attach` has made of a request. */
export function knownRequest({ key }: Binding, c: Context): CurrentRequest | undefined {
  return c.get(key);
}

/** Throws `SessionConfigError` where `attach` has not run. */
export function currentRequest(binding: Binding, c: Context): CurrentRequest {
  const current = knownRequest(binding, c);
  if (current) return current;
  throw new SessionConfigError(
    "attach",
    "has not seen this request. Put app.use(attach()) before the routes that ask for sessions.",
  );
}
