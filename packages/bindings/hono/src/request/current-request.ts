import type { Outcome } from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { headerReader } from "./header-reader.ts";

/** A request, with what is known of it until its response is made. */
export class CurrentRequest extends BoundRequest {
  readonly method: string;
  /** A page of another site is behind it: nothing is written for it. */
  foreign = false;
  /** `made`: cookies would come too late. From the beginning for a handshake, whose answer carries none. */
  response: "open" | "made";
  readonly #c: Context;
  readonly #addressOf: Binding["address"];
  readonly #read: (name: string) => string | null;
  #token: Promise<Outcome> | null = null;
  #store: Promise<Outcome> | null = null;
  #running = 0;
  #whenIdle: (() => void) | null = null;

  constructor(c: Context, { address }: Pick<Binding, "address">) {
    super();
    this.#c = c;
    this.#addressOf = address;
    this.#read = headerReader(c);
    const handshake = this.#read("upgrade")?.toLowerCase() === "websocket";
    this.method = handshake ? HANDSHAKE : c.req.method;
    this.response = handshake ? "made" : "open";
  }

  get address(): string | null {
    return this.#addressOf(this.#c) ?? null;
  }

  protected sent(name: string): string | null {
    return this.#read(name);
  }

  /** What has been asked already, by whoever asked. */
  answer(verify: "token" | "store"): Promise<Outcome> | null {
    return verify === "store" ? this.#store : this.#token;
  }

  /** @param outcome null asks again */
  remember(verify: "token" | "store", outcome: Promise<Outcome> | null): void {
    this.#token = outcome;
    if (verify === "store" || outcome === null) this.#store = outcome;
  }

  /** From here until `end` something may set cookies; the response waits for it. */
  begin(): void {
    this.#running++;
  }

  end(): void {
    if (--this.#running === 0) this.#whenIdle?.();
  }

  /** False while something runs that the handler did not wait for; then `idle` waits for it. */
  get isIdle(): boolean {
    return this.#running === 0;
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }
}

/**
 * What a WebSocket's handshake counts as. It is a GET, but any site's page may open one with the cookies of this one, and
 * it opens a channel that changes things; so it is judged by the method that HTTP/2 gives it (RFC 8441).
 */
const HANDSHAKE = "CONNECT";
