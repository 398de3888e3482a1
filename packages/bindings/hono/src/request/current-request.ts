import { SessionConfigError } from "@sessionkit/core";
import { BoundRequest } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "../binding/binding.ts";
import { clientAddress } from "./client-address.ts";
import { headerReader } from "./header-reader.ts";

/** A request of Hono and its session, until its response is made: then `attach` sets the cookies. */
export class CurrentRequest extends BoundRequest {
  readonly method: string;
  protected isOpen: boolean;
  readonly #c: Context;
  readonly #addressOf: NonNullable<Binding["address"]>;
  readonly #read: (name: string) => string | null;

  constructor(c: Context, { sessionsOf, address = clientAddress }: Binding) {
    super(sessionsOf(c));
    this.#c = c;
    this.#addressOf = address;
    this.#read = headerReader(c);
    const isHandshake = this.#read("upgrade")?.toLowerCase() === "websocket";
    this.method = isHandshake ? HANDSHAKE : c.req.method;
    this.isOpen = !isHandshake;
  }

  get address(): string | null {
    return this.#addressOf(this.#c) ?? null;
  }

  protected requestHeader(name: string): string | null {
    return this.#read(name);
  }

  protected override get closed(): AbortSignal {
    return this.#c.req.raw.signal;
  }

  /** The response has been made: later cookies would be lost. */
  close(): void {
    this.isOpen = false;
  }
}

/**
 * The method by which a WebSocket handshake is judged, which is the one that HTTP/2 gives it (RFC 8441). It is sent as a
 * GET, but any site's page may open one with the cookies of this one, over a channel that changes things. No cookie can be
 * set on its answer.
 */
const HANDSHAKE = "CONNECT";

/** The request that `attach` or `requireSession` has begun, if there is one. */
export function knownRequest({ key }: Binding, c: Context): CurrentRequest | undefined {
  return c.get(key);
}

/** Throws `SessionConfigError` where neither `attach` nor `requireSession` has run. */
export function currentRequest(binding: Binding, c: Context): CurrentRequest {
  const current = knownRequest(binding, c);
  if (current) return current;
  throw new SessionConfigError(
    "attach",
    "has not run for this request. Put app.use(attach()) before the routes that use sessions.",
  );
}
