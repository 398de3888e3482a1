import type { CookieJar } from "./cookie-jar.ts";
import { Exchange } from "./exchange.ts";
import type { Laptop } from "./laptop.ts";
import type { Weather } from "./network.ts";
import type { Random } from "./random.ts";
import type { Answer, Purpose, Server } from "./server.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

export interface WireOptions {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly weather: Weather;
  readonly laptop: Laptop;
  readonly jar: CookieJar;
  readonly server: Server;
  readonly trace: Trace;
}

/** What connects one browser with the server. */
export interface Wire {
  /**
   * Sends a request with the cookies of this moment. Cookies of the answer are in the jar when `done` is told; null
   * means that there was none. A request that was given up still reaches the server, and its answer is not read.
   *
   * @param patience milliseconds until it is given up
   */
  send(purpose: Purpose, patience: number, done: (answer: Answer | null) => void): void;
  /** Arrives always: it is not what is looked at here. */
  signIn(done: () => void): void;
}

export function createWire(options: WireOptions): Wire {
  const { timeline, random, jar, server, trace } = options;
  let requests = 0;
  return {
    send(purpose, patience, done) {
      new Exchange(options, random.fork(++requests), purpose, done).send(patience);
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
