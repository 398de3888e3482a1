import { request } from "node:http";

/** The answer to a body that does not end. */
export interface EndlessAnswer {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** The client has sent everything: the server reads bodies of any size. */
  readonly ended: boolean;
}

const CHUNK = Buffer.alloc(64 * 1024, " ");
/** Far more than the buffers between client and server can hold. */
const ALL = 128 * 1024 * 1024;
const LIMIT_MS = 60_000;

/** Sends a chunked body until the server answers or closes the connection, as fast as it reads. */
export function sendEndless(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<EndlessAnswer> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = false;
    const signal = AbortSignal.timeout(LIMIT_MS);
    const outgoing = request(
      origin + path,
      { method: "POST", headers, agent: false, signal },
      (incoming) => finish(incoming.statusCode ?? 0),
    );
    function finish(status: number): void {
      answered = true;
      outgoing.destroy();
      resolve({ status, ended: sent >= ALL });
    }
    function write(): void {
      while (!answered && sent < ALL) {
        sent += CHUNK.length;
        if (!outgoing.write(CHUNK)) {
          outgoing.once("drain", write);
          return;
        }
      }
      if (!answered) outgoing.end();
    }
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (error.name === "AbortError" || error.name === "TimeoutError") reject(error);
      else finish(0);
    });
    write();
  });
}
