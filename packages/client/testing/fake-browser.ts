import { vi } from "vitest";
import {
  createSessionClient,
  type PageEvent,
  type SessionClient,
  type SessionClientOptions,
  type SessionEnvironment,
} from "../src/index.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeLocks } from "./fake-locks.ts";
import { FakeServer } from "./fake-server.ts";

type Claims = Record<string, unknown>;

/** One tab: its client, and what happens to the page. */
export interface Tab {
  readonly client: SessionClient<Claims>;
  show(): void;
  hide(): void;
  page(event: PageEvent): void;
}

type Options = SessionClientOptions<Claims, { readonly id: string }>;

/** A browser with one server behind it, one clock, and as many tabs as are opened. */
export class FakeBrowser {
  readonly clock: FakeClock = new FakeClock();
  readonly server: FakeServer = new FakeServer(this.clock);
  readonly locks: FakeLocks = new FakeLocks();
  readonly messages: unknown[] = [];
  #ears = new Map<object, (message: unknown) => void>();

  /** Of every die that is thrown: 0 up to 1. */
  dice = 0.5;

  constructor() {
    vi.spyOn(Math, "random").mockImplementation(() => this.dice);
  }

  open(options: Options = {}, started = true): Tab {
    let visible = true;
    const listeners = new Set<(event: PageEvent) => void>();
    const page = (event: PageEvent) => {
      for (const listener of [...listeners]) listener(event);
    };
    const environment: Partial<SessionEnvironment> = {
      isVisible: () => visible,
      watch(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      locks: () => this.locks,
      openChannel: (_name, hear) => this.#openChannel(hear),
      ...options.environment,
    };
    const client = createSessionClient<Claims>({
      fetch: (...request) => this.server.fetch(...request),
      ...options,
      environment,
    });
    if (started) client.start();
    return {
      client,
      page,
      show() {
        visible = true;
        page({ type: "visibilitychange" });
      },
      hide() {
        visible = false;
        page({ type: "visibilitychange" });
      },
    };
  }

  /** Somebody else on this origin speaks on the tabs' channel. */
  forge(message: unknown): void {
    for (const hear of [...this.#ears.values()]) hear(message);
  }

  #openChannel(hear: (message: unknown) => void) {
    const channel = {
      postMessage: (message: unknown) => {
        this.messages.push(message);
        const copy = structuredClone(message);
        for (const [other, listen] of this.#ears)
          if (other !== channel) setImmediate(() => this.#ears.has(other) && listen(copy));
      },
      close: () => this.#ears.delete(channel),
    };
    this.#ears.set(channel, hear);
    return channel;
  }
}
