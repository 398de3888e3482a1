import { request } from "node:http";
import { type Answer, answer, type SendOptions, whatOf } from "./answer.ts";

const LIMIT_MS = 60_000;
/** The error with which Node ends the connection of a client whose request is not valid HTTP. */
const CLOSED = new Set(["ECONNRESET", "EPIPE", "HPE_INVALID_CONSTANT"]);

/** One request exactly as written: nothing is added, normalised or followed, as an attacker would send it. */
export function sendRaw(origin: string, path: string, ask: SendOptions = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, beforeEnd } = ask;
  const { hostname, port } = new URL(origin);
  const what = whatOf(method, path);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method,
        path,
        headers: headers as Record<string, string | string[]>,
        agent: false,
        signal: AbortSignal.timeout(LIMIT_MS),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve(
            answer({
              what,
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              setCookies: incoming.headers["set-cookie"] ?? [],
              bytes: Buffer.concat(chunks),
            }),
          ),
        );
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (CLOSED.has(error.code ?? ""))
        resolve(answer({ what, status: 0, headers: {}, setCookies: [], bytes: Buffer.alloc(0) }));
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
