import type { IncomingMessage } from "node:http";
import {
  type AnySessions,
  cookieHeaders,
  type Outcome,
  SessionConfigError,
} from "@sessionkit/core";
import {
  BoundRequest,
  closedSignal,
  isEndpoint,
  isKeySet,
  putHeaders,
} from "@sessionkit/core/binding";
import type { Request, Response } from "express";
import onHeaders from "on-headers";
import type { Binding } from "../binding/binding.ts";

/** A request of Express and its session. Reads headers from Node's own object. */
export class CurrentRequest extends BoundRequest {
  readonly #message: IncomingMessage & { readonly originalMethod?: string };
  readonly #response: Response | null;
  #hooked = false;

  /** @param response null for a handshake, whose answer cannot set cookies */
  constructor(sessions: AnySessions, message: IncomingMessage, response: Response | null = null) {
    super(sessions);
    this.#message = message;
    this.#response = response;
  }

  /** As the client sent it: `method-override` keeps it in `originalMethod`. */
  get method(): string {
    return this.#message.originalMethod ?? this.#message.method ?? "GET";
  }

  get address(): string | null {
    return this.#message.socket.remoteAddress ?? null;
  }

  protected requestHeader(name: string): string | null {
    const value = this.#message.headers[name];
    return typeof value === "string" ? value : null;
  }

  protected get isOpen(): boolean {
    return this.#response?.headersSent === false;
  }

  protected override get closed(): AbortSignal | undefined {
    return this.#response ? closedSignal(this.#response) : undefined;
  }

  /** Runs when the headers are sent, after the application may have replaced `Set-Cookie`. */
  protected override onChange(): void {
    if (this.#hooked || this.#response === null) return;
    this.#hooked = true;
    const res = this.#response;
    onHeaders(res, () => putHeaders(res, cookieHeaders(this.changes)));
  }
}

type Marked = IncomingMessage & { [key: symbol]: CurrentRequest | undefined };

export function currentRequest(
  { sessions, key }: Binding,
  message: IncomingMessage,
  response: Response,
): CurrentRequest {
  const marked = message as Marked;
  marked[key] ??= new CurrentRequest(sessions, message, response);
  return marked[key];
}

/** Whether `handlers` answers a request, and `attach` leaves it alone. */
export function isHandled({ sessions }: Binding, request: Request): boolean {
  const target = targetOf(request);
  return isEndpoint(sessions, target) || isKeySet(target);
}

/** The target as the client sent it. Express and Koa set `originalUrl`, Node's own server does not. */
export function targetOf({ originalUrl, url }: Partial<Request>): string {
  return originalUrl ?? url ?? "/";
}

/** The outcome of a request if it is resolved already, else null. */
export function knownOutcome({ key }: Binding, message: IncomingMessage): Outcome | null {
  return (message as Marked)[key]?.outcome ?? null;
}

/** The request, for a verb that requires its session. Throws `SessionConfigError` if it has not been resolved. */
export function attachedRequest(
  binding: Binding,
  message: IncomingMessage,
  verb: string,
): CurrentRequest & { readonly outcome: Outcome } {
  const current = (message as Marked)[binding.key];
  if (current?.outcome) return current as CurrentRequest & { readonly outcome: Outcome };
  throw new SessionConfigError(
    verb,
    `was called before attach(). Mount attach() before the route, which may not be under ${binding.sessions.basePath}.`,
  );
}
