import { applyToCookieHeader, type SessionRequest, type SetCookie } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { headerReader } from "./header-reader.ts";

/**
 * What core needs to know of a request. A class, since an accessor in an object literal would cost V8 a hidden class for
 * each request, and that is more than everything else here.
 */
export class RequestFacts implements SessionRequest {
  readonly method: string;
  /** To be set. From then on the request reads as if the browser had sent them. */
  cookies: readonly SetCookie[] = NONE;
  readonly #c: Context;
  readonly #settings: Settings;
  readonly #sent: SessionRequest["header"];

  constructor(c: Context, settings: Settings) {
    this.#c = c;
    this.#settings = settings;
    this.#sent = headerReader(c);
    this.method = isHandshake(this) ? HANDSHAKE : c.req.method;
  }

  header(name: string): string | null | undefined {
    if (name !== "cookie" || this.cookies.length === 0) return this.#sent(name);
    return applyToCookieHeader(this.#sent(name), this.cookies) || null;
  }

  get address(): string | null {
    return this.#settings.addressOf(this.#c) ?? null;
  }
}

const NONE: readonly SetCookie[] = Object.freeze([]);

/**
 * What a WebSocket's handshake counts as. It is a GET, but any site's page may open one with the cookies of this one, and
 * it opens a channel that changes things; so it is judged by the method that HTTP/2 gives it (RFC 8441).
 */
export const HANDSHAKE = "CONNECT";

function isHandshake(request: Pick<SessionRequest, "header">): boolean {
  return request.header("upgrade")?.toLowerCase() === "websocket";
}

/** A speculative request: it may never be shown, so no cookie is set for it. */
export function isPrefetch(request: SessionRequest): boolean {
  return (
    /\bprefetch\b/.test(request.header("sec-purpose") ?? "") ||
    request.header("purpose") === "prefetch"
  );
}
