import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { type AnySessions, type Outcome, SessionConfigError } from "@sessionkit/core";
import {
  BoundRequest,
  closedSignal,
  effectiveMethod,
  HANDSHAKE,
  keepPrivate,
} from "@sessionkit/core/binding";
import type { FastifyReply } from "fastify";
import type { Binding } from "../binding/binding.ts";
import type { BoundTo } from "../binding/session-binding.ts";
import { headersOf } from "./reply-headers.ts";

/** A request of Fastify and its session, until `onSend`. Reads headers from Node's own object. */
export class CurrentRequest extends BoundRequest {
  readonly method: string;
  readonly #message: BoundTo["raw"];
  readonly #reply: FastifyReply | null;

  /** @param reply null for a handshake, whose answer cannot set cookies */
  constructor(sessions: AnySessions, message: BoundTo["raw"], reply: FastifyReply | null = null) {
    super(sessions);
    this.#message = message;
    this.#reply = reply;
    this.method = effectiveMethod(message.method ?? "GET", this.requestHeader("upgrade"));
  }

  get address(): string | null {
    return this.#message.socket.remoteAddress ?? null;
  }

  /** HTTP/2 sends the host as `:authority`. */
  protected requestHeader(name: string): string | null {
    const { headers } = this.#message;
    const value = headers[name] ?? (name === "host" ? headers[":authority"] : undefined);
    return typeof value === "string" ? value : null;
  }

  protected get isOpen(): boolean {
    const reply = this.#reply;
    return reply !== null && this.method !== HANDSHAKE && !reply.sent && !reply.raw.headersSent;
  }

  protected override get closed(): AbortSignal | undefined {
    return this.#reply ? closedSignal(this.#reply.raw) : undefined;
  }

  /** Keeps the reply out of caches, unless the route sets another header later. */
  keepPrivate(): void {
    if (this.#reply) keepPrivate(headersOf(this.#reply));
  }
}

type Marked = (IncomingMessage | Http2ServerRequest) & {
  [key: symbol]: CurrentRequest | undefined;
};

/** The request that `attach` has begun, if there is one. */
export function knownRequest({ key }: Binding, { raw }: BoundTo): CurrentRequest | undefined {
  return (raw as Marked)[key];
}

/** Remembers a request for the verbs that are called with it. */
export function beginRequest(
  { sessions, key }: Binding,
  { raw }: BoundTo,
  reply: FastifyReply,
): CurrentRequest {
  const current = new CurrentRequest(sessions, raw, reply);
  (raw as Marked)[key] = current;
  return current;
}

/** Throws `SessionConfigError` where `attach` is not registered. */
export function attachedRequest(binding: Binding, request: BoundTo, call: string): CurrentRequest {
  const current = knownRequest(binding, request);
  if (current) return current;
  throw new SessionConfigError(
    call,
    `was called without attach(). Register attach() in the scope of the route, or above it. The route may not be under ${binding.sessions.basePath}.`,
  );
}

/** The outcome of a request that `attach` has resolved. */
export function resolvedOutcome(binding: Binding, request: BoundTo, call: string): Outcome {
  const { outcome } = attachedRequest(binding, request, call);
  if (outcome) return outcome;
  throw new SessionConfigError(
    call,
    "was called in a hook before that of attach(). Register attach() first.",
  );
}
