import type { IncomingMessage } from "node:http";
import type { AnySessions } from "@sessionkit/core";
import type { Response } from "express";
import { CurrentRequest } from "../request/current-request.ts";
import type { BindOptions } from "./bind-options.ts";

/** What every verb of a binding shares. */
export interface Binding extends BindOptions {
  readonly sessions: AnySessions;
  /**
   * Where a request keeps what is known of it: `req.session` may be somebody else's. Not a `WeakMap`, which costs the
   * garbage collector 20 µs of a request's time.
   */
  readonly key: symbol;
}

type Marked = IncomingMessage & { [key: symbol]: CurrentRequest | undefined };

/** What is known of a request so far; undefined where nobody has looked. */
export function knownRequest(
  { key }: Binding,
  message: IncomingMessage,
): CurrentRequest | undefined {
  return (message as Marked)[key];
}

export function currentRequest(
  { sessions, key }: Binding,
  message: IncomingMessage,
  response: Response,
): CurrentRequest {
  const marked = message as Marked;
  marked[key] ??= new CurrentRequest(sessions, message, response);
  return marked[key];
}
