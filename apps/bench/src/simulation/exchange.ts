import type { ConnectionOptions } from "./connection.ts";
import { drawLeg, type Leg } from "./network.ts";
import type { Random } from "./random.ts";
import type { Answer, RequestKind, ServerRequest } from "./server.ts";

/** One request and its answer. A class for performance: a week has thousands of them. */
export class Exchange {
  readonly #options: ConnectionOptions;
  readonly #random: Random;
  readonly #request: ServerRequest;
  readonly #record: (event: string, answer?: Answer) => void;
  /** Called once: with the answer, or with null if there is none. */
  #done: ((answer: Answer | null) => void) | null;

  constructor(
    options: ConnectionOptions,
    random: Random,
    what: Pick<ServerRequest, "purpose"> & RequestKind,
    done: (answer: Answer | null) => void,
  ) {
    const { jar, timeline, client, prefetch = false, trace } = options;
    this.#options = options;
    this.#random = random;
    this.#request = { ...what, cookie: jar.header(timeline.now()), client, prefetch };
    this.#record = trace.request(what.purpose, this.#request.cookie);
    this.#done = done;
  }

  send(timeout: number): void {
    const { device, timeline } = this.#options;
    if (Number.isFinite(timeout)) device.after(timeout, () => this.#fail());
    const leg = this.#leg("request");
    if (leg.stalled || leg.lost) this.#travel(leg, () => this.#arrive());
    else timeline.after(leg.delay, () => this.#arrive());
  }

  /** Also called for a request that timed out: it is already under way. */
  #arrive(): void {
    const { server, timeline } = this.#options;
    this.#record("arrived");
    timeline.start(
      () => server.answer(this.#request),
      (answer) => {
        this.#record("answered", answer);
        this.#travel(this.#leg("response"), () => this.#receive(answer));
      },
    );
  }

  #receive(answer: Answer): void {
    const { jar, timeline } = this.#options;
    this.#record(this.#done ? "received" : "ignored");
    if (this.#done) jar.put(answer.cookies, timeline.now());
    this.#finish(answer);
  }

  #fail(): void {
    if (this.#done) this.#record("failed");
    this.#finish(null);
  }

  #finish(answer: Answer | null): void {
    const done = this.#done;
    this.#done = null;
    done?.(answer);
  }

  #leg(direction: "request" | "response"): Leg {
    const { network, device } = this.#options;
    return drawLeg(this.#random, network, direction, device.sinceWake());
  }

  #travel(leg: Leg, arrive: () => void): void {
    const { device } = this.#options;
    if (leg.lost) device.after(this.#random.between(1_000, 60_000), () => this.#fail());
    else device.after(leg.delay, arrive, () => this.#fail());
  }
}
