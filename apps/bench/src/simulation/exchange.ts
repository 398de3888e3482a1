import { drawLeg, type Leg } from "./network.ts";
import type { Random } from "./random.ts";
import type { Answer, Purpose } from "./server.ts";
import type { WireOptions } from "./wire.ts";

/** One request and its answer. A class, because a week has thousands of them. */
export class Exchange {
  readonly #options: WireOptions;
  readonly #random: Random;
  readonly #purpose: Purpose;
  readonly #cookie: string;
  readonly #record: (event: string, answer?: Answer) => void;
  /** Told once: of the answer, or with null that there is none. */
  #done: ((answer: Answer | null) => void) | null;

  constructor(
    options: WireOptions,
    random: Random,
    purpose: Purpose,
    done: (answer: Answer | null) => void,
  ) {
    this.#options = options;
    this.#random = random;
    this.#purpose = purpose;
    this.#cookie = options.jar.header(options.timeline.now());
    this.#record = options.trace.request(purpose, this.#cookie);
    this.#done = done;
  }

  send(patience: number): void {
    const { laptop, timeline } = this.#options;
    if (Number.isFinite(patience)) laptop.after(patience, () => this.#fail());
    const leg = this.#leg("request");
    if (leg.stalled || leg.lost) this.#travel(leg, () => this.#arrive());
    else timeline.after(leg.delay, () => this.#arrive());
  }

  /** Also for a request that was given up: it is on its way, and nobody calls it back. */
  #arrive(): void {
    const { server, timeline } = this.#options;
    this.#record("arrived");
    timeline.start(
      () => server.answer(this.#purpose, this.#cookie),
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
    const { weather, laptop } = this.#options;
    return drawLeg(this.#random, weather, direction, laptop.sinceWake());
  }

  #travel(leg: Leg, arrive: () => void): void {
    const { laptop } = this.#options;
    if (leg.lost) laptop.after(this.#random.between(1_000, 60_000), () => this.#fail());
    else laptop.after(leg.delay, arrive, () => this.#fail());
  }
}
