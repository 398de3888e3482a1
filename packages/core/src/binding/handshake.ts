/**
 * The method by which a request is judged. The handshake of a WebSocket is sent as a GET, but any site's page may open one
 * with the cookies of this one, over a channel that changes things. It has the method that HTTP/2 gives it (RFC 8441). No
 * cookie can be set on its answer.
 *
 * @param upgrade value of the header
 */
export function effectiveMethod(method: string, upgrade: string | null): string {
  return upgrade?.toLowerCase() === "websocket" ? HANDSHAKE : method;
}

/** Result of `effectiveMethod` for the handshake of a WebSocket. */
export const HANDSHAKE = "CONNECT";
