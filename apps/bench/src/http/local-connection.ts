import type { Server } from "node:http";
import { Duplex } from "node:stream";
import type { Contender } from "./contender.ts";

/** The number of requests per batch: long enough to include garbage collection. */
const BATCH = 500;

/**
 * A connection to a server in this process without the kernel: HTTP is parsed, handled and written as usual, without the
 * variance of sockets and their scheduling.
 */
export class LocalConnection {
  readonly #socket = new MemorySocket();
  readonly #request: string;
  #answered: (status: number) => void = () => undefined;

  constructor(server: Server, headers: Contender["headers"]) {
    const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([k, v]) => `${k}: ${v}`);
    this.#request = `GET /me HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
    server.prependListener("request", (_, res) => {
      if (res.socket === (this.#socket as Duplex)) {
        res.once("finish", () => this.#answered(res.statusCode));
      }
    });
    // Node's documentation allows any duplex stream.
    server.emit("connection", this.#socket);
  }

  /** Processor time of one request in microseconds: the minimum of the batches within `seconds`. */
  async time(seconds: number): Promise<number> {
    const end = Date.now() + seconds * 1_000;
    let least = Number.POSITIVE_INFINITY;
    while (Date.now() < end) {
      const before = process.cpuUsage();
      for (let turn = 0; turn < BATCH; turn++) await this.#send();
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, (user + system) / BATCH);
    }
    return least;
  }

  async #send(): Promise<void> {
    const status = await new Promise<number>((resolve) => {
      this.#answered = resolve;
      this.#socket.push(this.#request);
    });
    if (status !== 200) throw new Error(`GET /me answered ${status}.`);
  }
}

/** Discards what is written. */
class MemorySocket extends Duplex {
  readonly remoteAddress = "127.0.0.1";

  override _read(): void {
    // Requests are pushed by `#send`.
  }

  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    done();
  }

  override _writev(_chunks: unknown, done: () => void): void {
    done();
  }
}
