import { BoundRequest } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { headerReader } from "./header-reader.ts";

/** A request, with what is known of it until its response is made: then `attach` sets the cookies. */
export class CurrentRequest extends BoundRequest {
  readonly method: string;
  protected isOpen: boolean;
  readonly #c: Context;
  readonly #addressOf: Binding["address"];
  readonly #read: (name: string) => string | null;

  constructor(c: Context, { sessions, address }: Pick<Binding, "sessions" | "address">) {
    super(sessions);
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

  protected sent(name: string): string | null {
    return this.#read(name);
  }

  /** From here cookies would come too late. */
  close(): void {
    this.isOpen = false;
  }
}

/**
 * What a WebSocket's handshake counts as. It is a GET, but any site's page may open one with the cookies of this one, and
 * it opens a channel that changes things; so it is judged by the method that HTTP/2 gives it (RFC 8441). No cookie can be
 * set on its answer.
 */
const HANDSHAKE = "CONNECT";
