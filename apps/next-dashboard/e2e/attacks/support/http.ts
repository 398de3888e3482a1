import { request } from "node:http";

export interface RequestOptions {
  readonly method?: string;
  /** A list sends the header several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** Called after all but the last byte of the body are sent. The last byte is sent when it resolves. */
  readonly beforeEnd?: () => Promise<void>;
}

export interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly setCookies: readonly string[];
  readonly text: string;
}

/** The status of a connection that was closed without an answer, as Node does for invalid HTTP. */
const CLOSED = 0;

/** Sends a request exactly as given: nothing is added, normalised or followed. */
export function send(origin: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, beforeEnd } = options;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method,
        path,
        headers: headers as Record<string, string | string[]>,
        agent: false,
        signal: AbortSignal.timeout(60_000),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            method,
            path,
            status: incoming.statusCode ?? CLOSED,
            headers: incoming.headers,
            setCookies: incoming.headers["set-cookie"] ?? [],
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET" || error.code === "EPIPE")
        resolve({ method, path, status: CLOSED, headers: {}, setCookies: [], text: "" });
      else reject(error);
    });
    if (!beforeEnd) {
      outgoing.end(body);
      return;
    }
    const content = Buffer.from(body ?? "");
    outgoing.write(content.subarray(0, -1), () => {
      beforeEnd().then(() => outgoing.end(content.subarray(-1)), reject);
    });
  });
}
