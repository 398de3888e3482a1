import type { SetCookie } from "../cookies/set-cookie.ts";
import { cookieHeaders, type EndpointResponse, PRIVATE } from "../http/response.ts";
import { withVary } from "./web-response.ts";

/** The members of Node's `ServerResponse` that set headers. `setHeader` replaces earlier values. */
export interface HeaderTarget {
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string | readonly string[]): unknown;
}

/** The members of Node's `ServerResponse` that are used here. */
export interface NodeResponse extends HeaderTarget, Connection {
  statusCode: number;
  write(chunk: Uint8Array): unknown;
  end(body?: string): unknown;
}

/** Adds headers: appends to existing `Set-Cookie` and `Vary` values, and replaces others. */
export function putHeaders(res: HeaderTarget, headers: EndpointResponse["headers"]): void {
  for (const [name, value] of headers) {
    const before = linesOf(res, name);
    if (name === "set-cookie") res.setHeader(name, [...before, value]);
    else res.setHeader(name, name === "vary" ? withVary(before.join(", "), value) : value);
  }
}

function linesOf(res: HeaderTarget, name: string): string[] {
  return [res.getHeader(name) ?? []].flat().map(String);
}

/** Sets cookies, replacing those of the same name, and the headers that keep them out of shared caches. */
export function putCookies(res: NodeResponse, cookies: readonly SetCookie[]): void {
  const names = cookies.map(({ name }) => `${name}=`);
  const before = linesOf(res, "set-cookie");
  const kept = before.filter((line) => !names.some((name) => line.startsWith(name)));
  if (kept.length < before.length) res.setHeader("set-cookie", kept);
  putHeaders(res, cookieHeaders(cookies));
}

/** Keeps a response for one user out of shared caches. Headers that are set later take precedence. */
export function keepPrivate(res: HeaderTarget): void {
  putHeaders(res, PRIVATE);
}

/** Sends the answer of an endpoint. */
export function sendAnswer(res: NodeResponse, answer: EndpointResponse): void {
  const { status, headers, body, stream } = answer;
  res.statusCode = status;
  putHeaders(res, headers);
  if (stream) void sendStream(res, stream);
  else res.end(body ?? undefined);
}

/** Events are small and rare, so that a slow client needs no backpressure. */
async function sendStream(res: NodeResponse, stream: ReadableStream<Uint8Array>): Promise<void> {
  const reader = stream.getReader();
  onClose(res, () => void reader.cancel());
  for (let next = await reader.read(); !next.done; next = await reader.read())
    res.write(next.value);
  res.end();
}

/** A response of Node, or the socket of a handshake. Over HTTP/2, only the stream of a response knows whether it is closed. */
export interface Connection {
  readonly closed?: boolean | undefined;
  readonly stream?: { readonly closed: boolean } | undefined;
  on(event: "close", listener: () => void): unknown;
}

/** Calls the listener when a connection is closed; at once if it is already, since Node then emits no event any more. */
function onClose(connection: Connection, listener: () => void): void {
  if (connection.closed ?? connection.stream?.closed) listener();
  else connection.on("close", listener);
}

/** Is aborted when a response, or the socket of a handshake, is closed. */
export function closedSignal(connection: Connection): AbortSignal {
  const closed = new AbortController();
  onClose(connection, () => closed.abort());
  return closed.signal;
}
