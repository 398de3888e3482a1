import type { Server } from "node:http";
import { Duplex } from "node:stream";
import type { Contender } from "./contender.ts";

/** Long enough for the garbage of its requests to be collected in it. */
const BATCH = 500;

/**
 * A connection to a server of this process, with no kernel between: HTTP is parsed, handled and written as ever, and what
 * varies from run to run with sockets and their scheduling is not there.
 */
export class LocalConnection {
  readonly #wire = new Wire();
  readonly #request: string;
  #answered: (status: number) => void = () => undefined;

  constructor(server: Server, headers: Contender["headers"]) {
    const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([k, v]) => `${k}: ${v}`);
    this.#request = `GET /me HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
    server.prependListener("request", (_, res) => {
      if (res.socket === (this.#wire as Duplex)) {
        res.once("finish", () => this.#answered(res.statusCode));
      }
    });
    // Which Node's documentation allows for any stream.
    server.emit("connection", this.#wire);
  }

  /** Processor time of one request, in microseconds: the least of its batches in so many seconds. */
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
      this.#wire.push(this.#request);
    });
    if (status !== 200) throw new Error(`GET /me answered ${status}.`);
  }
}

/** Takes what is written, and goes nowhere. */
class Wire extends Duplex {
  readonly remoteAddress = "127.0.0.1";

  override _read(): void {
    // Requests are pushed.
  }

  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    done();
  }

  override _writev(_chunks: unknown, done: () => void): void {
    done();
  }
}
