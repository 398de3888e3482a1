import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

/** Sends exactly these headers, without a browser. */
export type SendRaw = (
  method: string,
  path: string,
  headers?: Readonly<Record<string, string>>,
  body?: string,
) => Promise<RawAnswer>;

export interface RawAnswer {
  /** The request, for messages. */
  readonly what: string;
  readonly status: number;
  /** Empty if the response has no such header. */
  header(name: string): string;
  /** The names of the cookies that are set to a value. Deletions are left out. */
  readonly cookiesSet: readonly string[];
}

/** @param port of the application itself; `host` is the one that browsers see */
export function rawSender(port: number, host: string): SendRaw {
  return async (method, path, headers = {}, body = "") => {
    const outgoing = request({
      host: "127.0.0.1",
      port,
      method,
      path,
      agent: false,
      headers: {
        host,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        ...headers,
      },
    });
    const [incoming] = (await once(outgoing.end(body), "response")) as [IncomingMessage];
    incoming.resume();
    await once(incoming, "end");
    const lines = incoming.headers["set-cookie"] ?? [];
    return {
      what: `${method} ${path} with ${Object.keys(headers).join(", ")}`,
      status: incoming.statusCode ?? 0,
      header: (name) => String(incoming.headers[name] ?? ""),
      cookiesSet: lines
        .filter((line) => !/; Max-Age=0\b/.test(line))
        .map((line) => line.split("=", 1)[0] as string),
    };
  };
}
