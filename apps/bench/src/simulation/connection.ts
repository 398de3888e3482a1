import type { CookieJar } from "./cookie-jar.ts";
import { Exchange } from "./exchange.ts";
import type { Device } from "./laptop.ts";
import type { NetworkQuality } from "./network.ts";
import type { Random } from "./random.ts";
import type { Answer, Client, Purpose, Server } from "./server.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

export interface ConnectionOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly network: NetworkQuality;
  readonly device: Device;
  readonly jar: CookieJar;
  readonly server: Server;
  readonly client: Client;
  /** Every request is a prefetch, by its header. */
  readonly prefetch?: boolean;
  readonly trace: Trace;
}

/** Connects one run of a browser with the server. */
export interface Connection {
  /**
   * Sends a request with the current cookies. The cookies of the answer are in the jar when `done` is called; null means
   * that there was no answer. A request that timed out still reaches the server, and its answer is ignored.
   *
   * @param timeout milliseconds until the request is aborted
   */
  send(purpose: Purpose, timeout: number, done: (answer: Answer | null) => void): void;
  /** Always succeeds: sign-ins are not the subject of the simulation. */
  signIn(done: () => void): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { timeline, random, jar, server, trace } = options;
  let requests = 0;
  return {
    send(purpose, timeout, done) {
      new Exchange(options, random.fork(++requests), purpose, done).send(timeout);
    },

    signIn(done) {
      timeline.start(
        () => server.signIn(jar.header(timeline.now())),
        (answer) => {
          jar.put(answer.cookies, timeline.now());
          trace.signedIn(answer);
          done();
        },
      );
    },
  };
}
