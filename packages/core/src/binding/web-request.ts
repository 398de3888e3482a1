import type { AnySessions } from "../service/sessions.ts";
import { effectiveMethod, HANDSHAKE } from "./authenticate-upgrade.ts";
import { BoundRequest } from "./bound-request.ts";

/** How a framework reads a request in its own way. */
export interface WebRequestSource {
  /** Called when the address of the client is needed. */
  readonly address: () => string | null | undefined;
  /** Reads a header by its lower-case name. Default: from the headers of the `Request`. */
  readonly header?: ((name: string) => string | null) | undefined;
}

/** A web `Request` and its session, until its response is made: then the binding adds the headers that `finish` returns. */
export class WebRequest extends BoundRequest {
  readonly method: string;
  readonly #raw: Request;
  readonly #source: WebRequestSource;
  #sent: AbortController | undefined;

  constructor(sessions: AnySessions, raw: Request, source: WebRequestSource) {
    super(sessions);
    this.#raw = raw;
    this.#source = source;
    this.method = effectiveMethod(raw.method, this.requestHeader("upgrade"));
  }

  get address(): string | null {
    return this.#source.address() ?? null;
  }

  protected get isOpen(): boolean {
    return this.method !== HANDSHAKE;
  }

  /** HTTP/2 and tests send no `Host`: then the host of the URL is used. */
  protected requestHeader(name: string): string | null {
    const { header } = this.#source;
    const value = header ? header(name) : this.#raw.headers.get(name);
    return value === null && name === "host" ? new URL(this.#raw.url).host : value;
  }

  protected override get closed(): AbortSignal {
    this.#sent ??= new AbortController();
    return AbortSignal.any([this.#raw.signal, this.#sent.signal]);
  }

  /** Whether something watches the session until the response was sent. */
  get isWatched(): boolean {
    return this.#sent !== undefined;
  }

  /**
   * The response; if the session is watched, a copy that ends that when its body was sent: runtimes report only clients that
   * disconnect before. The body of an answer to HEAD is not sent, and an accepted handshake has none: its connection stays.
   */
  untilSent(response: Response): Response {
    const sent = this.#sent;
    // First, because on Bun a text loses its type when `body` is read.
    if (!sent) return response;
    const body = this.method === "HEAD" ? null : response.body;
    if (this.method === HANDSHAKE && !body) return response;
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const sending = Promise.resolve(body?.pipeTo(writable)).catch(() => undefined);
    void sending.then(() => sent.abort());
    return body ? new Response(readable, response) : response;
  }
}
