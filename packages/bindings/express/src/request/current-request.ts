import type { IncomingMessage } from "node:http";
import type { Outcome } from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";

/** A request, with what is known of it so far. Headers are read where Node has put them. */
export class CurrentRequest extends BoundRequest {
  allowCrossSite = false;
  /** Its cookies are sent when the headers of the response leave. */
  commits = false;
  readonly #message: IncomingMessage & { readonly originalMethod?: string };
  #outcome: Outcome | null = null;

  constructor(message: IncomingMessage) {
    super();
    this.#message = message;
  }

  /** The method that was sent: `method-override` keeps it there. */
  get method(): string {
    return this.#message.originalMethod ?? this.#message.method ?? "GET";
  }

  get address(): string | null {
    return this.#message.socket.remoteAddress ?? null;
  }

  protected sent(name: string): string | null {
    const value = this.#message.headers[name];
    return typeof value === "string" ? value : null;
  }

  /** Null until somebody asked. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  set outcome(outcome: Outcome) {
    this.#outcome = outcome;
  }
}
