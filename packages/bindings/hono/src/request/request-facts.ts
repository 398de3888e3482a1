import type { SessionRequest } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { headerReader } from "./header-reader.ts";

/** What core needs to know of a request. */
export function requestFacts(c: Context, { addressOf }: Settings): SessionRequest {
  const header = headerReader(c);
  return {
    method: isUpgrade(header) ? "CONNECT" : c.req.method,
    header,
    get address() {
      return addressOf(c) ?? null;
    },
  };
}

/**
 * A handshake is a GET, but opens a channel that changes things, and any site's page may open one with the cookies of
 * this one. So it is judged by the method that HTTP/2 gives it (RFC 8441).
 */
export function isUpgrade(header: SessionRequest["header"]): boolean {
  return header("upgrade")?.toLowerCase() === "websocket";
}

/** A speculative request: it may never be shown, so no cookie is set for it. */
export function isPrefetch({ header }: SessionRequest): boolean {
  return /\bprefetch\b/.test(header("sec-purpose") ?? "") || header("purpose") === "prefetch";
}
