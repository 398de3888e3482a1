import {
  applyToCookieHeader,
  type Outcome,
  type SessionRequest,
  type SetCookie,
} from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { headerReader } from "./header-reader.ts";

/**
 * A request as core reads it, with what is known of it until its response is made. A class, since an accessor in an object
 * literal would cost V8 a hidden class for each request, which is more than everything else here; and what could hold a
 * credential is private, so that whoever prints a request does not print it.
 */
export class CurrentRequest implements SessionRequest {
  readonly method: string;
  /** A page of another site is behind it: nothing is written for it. */
  foreign = false;
  /** `made`: cookies would come too late. From the beginning for a handshake, whose answer carries none. */
  response: "open" | "made";
  readonly #c: Context;
  readonly #addressOf: Binding["address"];
  readonly #sent: (name: string) => string | null;
  #changes: readonly SetCookie[] = NONE;
  #token: Promise<Outcome> | null = null;
  #store: Promise<Outcome> | null = null;
  #running = 0;
  #whenIdle: (() => void) | null = null;

  constructor(c: Context, { address }: Pick<Binding, "address">) {
    this.#c = c;
    this.#addressOf = address;
    this.#sent = headerReader(c);
    const handshake = this.#sent("upgrade")?.toLowerCase() === "websocket";
    this.method = handshake ? HANDSHAKE : c.req.method;
    this.response = handshake ? "made" : "open";
  }

  get address(): string | null {
    return this.#addressOf(this.#c) ?? null;
  }

  /** As if the browser had sent the cookies already that were set since. */
  header(name: string): string | null {
    if (name !== "cookie" || this.#changes === NONE) return this.#sent(name);
    return applyToCookieHeader(this.#sent(name), this.#changes) || null;
  }

  /** Cookies set since it came in, each as it was set last. */
  get changes(): readonly SetCookie[] {
    return this.#changes;
  }

  change(cookies: readonly SetCookie[]): void {
    if (cookies.length === 0) return;
    const names = new Set(cookies.map(({ name }) => name));
    this.#changes = [...this.#changes.filter(({ name }) => !names.has(name)), ...cookies];
  }

  takeBack(): void {
    this.#changes = NONE;
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

const NONE: readonly SetCookie[] = Object.freeze([]);

/**
 * What a WebSocket's handshake counts as. It is a GET, but any site's page may open one with the cookies of this one, and
 * it opens a channel that changes things; so it is judged by the method that HTTP/2 gives it (RFC 8441).
 */
const HANDSHAKE = "CONNECT";

/** A speculative request: it may never be shown, so no cookie is set for it. */
export function isPrefetch(request: SessionRequest): boolean {
  return (
    /\bprefetch\b/.test(request.header("sec-purpose") ?? "") ||
    request.header("purpose") === "prefetch"
  );
}
