import type { IncomingMessage } from "node:http";
import type { AnySessions } from "@sessionkit/core";
import { CurrentRequest } from "../request/current-request.ts";
import type { BindOptions } from "./bind-options.ts";

/** What every verb of a binding shares. */
export interface Binding extends BindOptions {
  readonly sessions: AnySessions;
  /** Beside the request, not on it: `req.session` may be somebody else's. */
  readonly requests: WeakMap<IncomingMessage, CurrentRequest>;
}

export function currentRequest({ requests }: Binding, message: IncomingMessage): CurrentRequest {
  const known = requests.get(message);
  if (known) return known;
  const current = new CurrentRequest(message);
  requests.set(message, current);
  return current;
}
