import type { IncomingMessage } from "node:http";
import { type AnySessions, cookieHeaders } from "@sessionkit/core";
import { BoundRequest, putHeaders } from "@sessionkit/core/binding";
import type { Response } from "express";
import onHeaders from "on-headers";

/** A request, with what is known of it so far. Headers are read where Node has put them. */
export class CurrentRequest extends BoundRequest {
  readonly #message: IncomingMessage & { readonly originalMethod?: string };
  readonly #response: Response | null;
  #sends = false;

  /** @param response null for a handshake, whose answer carries no cookies */
  constructor(sessions: AnySessions, message: IncomingMessage, response: Response | null = null) {
    super(sessions);
    this.#message = message;
    this.#response = response;
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

  protected get isOpen(): boolean {
    return this.#response?.headersSent === false;
  }

  /** When the headers leave, after all that the application may have put in the place of `Set-Cookie`. */
  protected override send(): void {
    if (this.#sends || this.#response === null) return;
    this.#sends = true;
    const res = this.#response;
    onHeaders(res, () => putHeaders(res, cookieHeaders(this.changes)));
  }
}
