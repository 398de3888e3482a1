import type { CookieJar } from "./cookie-jar.ts";
import { Exchange } from "./exchange.ts";
import type { Device } from "./laptop.ts";
import type { NetworkQuality } from "./network.ts";
import type { Random } from "./random.ts";
import type { Answer, Client, Purpose, RequestKind, Server } from "./server.ts";
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
  send(
    purpose: Purpose,
    timeout: number,
    done: (answer: Answer | null) => void,
    kind?: RequestKind,
  ): void;
  /** Succeeds after the end of an outage: sign-ins are not the subject of the simulation. */
  signIn(done: (answer: Answer) => void): void;
  /** Whether the browser refreshes the session by itself, with a key. */
  isBound(): boolean;
}

const SIGN_IN_AGAIN = 10_000;

export function createConnection(options: ConnectionOptions): Connection {
  const { timeline, random, device, jar, server, trace } = options;
  let requests = 0;
  const connection: Connection = {
    isBound: () => false,

    send(purpose, timeout, done, kind) {
      const draws = random.fork(++requests);
      new Exchange(options, draws, { ...kind, purpose }, done).send(timeout);
    },

    signIn(done) {
      timeline.start(
        () => server.signIn(jar.header(timeline.now())),
        (answer) => {
          if (answer.status === "unavailable") {
            device.after(SIGN_IN_AGAIN, () => connection.signIn(done));
            return;
          }
          jar.put(answer.cookies, timeline.now());
          trace.signedIn(answer);
          done(answer);
        },
      );
    },
  };
  return connection;
}
