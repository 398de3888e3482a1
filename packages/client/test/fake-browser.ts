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

/** One tab: its client and its page events. */
export interface Tab {
  readonly client: SessionClient<Claims>;
  show(): void;
  hide(): void;
  page(event: PageEvent): void;
}

type Options = SessionClientOptions<Claims, { readonly id: string }>;

/** A browser with one server, one clock and any number of tabs. */
export class FakeBrowser {
  readonly clock: FakeClock = new FakeClock();
  readonly server: FakeServer = new FakeServer(this.clock);
  readonly locks: FakeLocks = new FakeLocks();
  readonly messages: unknown[] = [];
  /** The event streams that are open. */
  readonly streams: Set<(type: string) => void> = new Set();
  #listeners = new Map<object, (message: unknown) => void>();

  /** The result of `Math.random()`. */
  random = 0.5;

  constructor() {
    vi.spyOn(Math, "random").mockImplementation(() => this.random);
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
      openEvents: (_url, listener) => {
        this.streams.add(listener);
        return () => this.streams.delete(listener);
      },
      openChannel: (_name, onMessage) => this.#openChannel(onMessage),
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

  /** Another script of this origin posts on the tabs' channel. */
  forge(message: unknown): void {
    for (const onMessage of [...this.#listeners.values()]) onMessage(message);
  }

  #openChannel(onMessage: (message: unknown) => void) {
    const channel = {
      postMessage: (message: unknown) => {
        this.messages.push(message);
        const copy = structuredClone(message);
        for (const [other, listen] of this.#listeners)
          if (other !== channel) setImmediate(() => this.#listeners.has(other) && listen(copy));
      },
      close: () => this.#listeners.delete(channel),
    };
    this.#listeners.set(channel, onMessage);
    return channel;
  }
}
