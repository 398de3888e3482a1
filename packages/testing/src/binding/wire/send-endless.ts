import { request } from "node:http";

/** How an answer came to a body that does not end. */
export interface EndlessAnswer {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** Bytes that the client could send before. */
  readonly sent: number;
}

const CHUNK = Buffer.alloc(64 * 1024, " ");
/** The client gives up here: this server reads whatever it is sent. */
const MOST = 64 * 1024 * 1024;
const LIMIT_MS = 20_000;

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
      resolve({ status, sent });
    }
    function write(): void {
      while (!answered && sent < MOST) {
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
