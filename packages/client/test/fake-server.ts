import type { EndReason, Problem, SessionAnswer } from "@sessionkit/core";
import type { FakeClock } from "./fake-clock.ts";

const EPOCH = 1_800_000_000_000;

/** The endpoints of the protocol for one browser, with a network that can be delayed and cut. */
export class FakeServer {
  readonly log: string[] = [];
  /** Seconds. */
  lifetime = 900;
  /** `down` answers 503, `cut` does not answer. */
  network: "up" | "down" | "cut" = "up";
  retryAfter = 0;
  /** The idle lifetime in milliseconds. */
  idle: number = 7 * 86_400_000;
  /** The next request to be answered 503. */
  failing: string | undefined;
  claims: Record<string, unknown> = {};
  /** The session is bound to a key of the browser, which has it, or has lost it. */
  key: "held" | "lost" | null = null;
  #session: string | null = null;
  #reason: EndReason = "absent";
  #renewedAt = 0;
  #held: (() => void)[] | null = null;
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  signIn(session: string): void {
    this.#session = session;
    this.#renewedAt = this.#clock.time;
  }

  end(reason: EndReason): void {
    this.#session = null;
    this.#reason = reason;
  }

  count(request: string): number {
    return this.log.filter((line) => line.startsWith(request)).length;
  }

  /** From now on requests are processed, but their answers are held. */
  hold(): void {
    this.#held = [];
  }

  /** Releases the held answers, in the order of their numbers in `order`. */
  release(...order: number[]): void {
    const held = this.#held ?? [];
    this.#held = null;
    const numbers = order.length > 0 ? order : held.keys();
    for (const number of numbers) held[number]?.();
  }

  answer(): SessionAnswer<Record<string, unknown>> {
    const now = EPOCH + this.#clock.time;
    const end = EPOCH + this.#renewedAt + this.idle;
    if (now >= end && this.#session !== null) this.end("expired_idle");
    if (this.#session === null) {
      return {
        status: "unauthenticated",
        session: null,
        user: null,
        reason: this.#endReason(),
        now,
        expiresIn: null,
      };
    }
    const left = this.lifetime - Math.floor((this.#clock.time - this.#renewedAt) / 1000);
    return {
      status: "authenticated",
      session: {
        id: this.#session,
        userId: "u1",
        createdAt: EPOCH,
        authenticatedAt: EPOCH,
        expiresAt: end,
        absoluteExpiresAt: EPOCH + 30 * 86_400_000,
        remember: true,
        actor: null,
        claims: this.claims,
      },
      user: { id: "u1" },
      reason: null,
      now,
      expiresIn: Math.max(0, left),
    };
  }

  fetch: typeof fetch = async (input, init) => {
    const path = String(input).replace(/^.*\/api\/auth/, "");
    const method = init?.method ?? "GET";
    this.log.push(`${method} ${path}`);
    init?.signal?.throwIfAborted();
    if (this.network === "cut") throw new TypeError("fetch failed");
    const fails = this.network === "down" || this.failing === `${method} ${path}`;
    if (this.failing === `${method} ${path}`) this.failing = undefined;
    const response = fails
      ? this.#problem(503, "unavailable", "unavailable")
      : this.#process(method, path);
    // A network is slower than what tabs tell each other.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (this.#held) await new Promise<void>((resolve) => this.#held?.push(resolve));
    return response;
  };

  /** The first answer after the end clears the cookies, so that later ones do not know the reason. */
  #endReason(): EndReason {
    const reason = this.#reason;
    this.#reason = "absent";
    return reason;
  }

  #process(method: string, path: string): Response {
    if (this.key !== null && !path.startsWith("/logout")) return this.#processBound(method);
    if (method === "GET") return Response.json(this.answer());
    if (path.startsWith("/logout")) {
      const revoked = this.#session === null ? 0 : 1;
      if (!path.endsWith("others")) this.end("absent");
      return Response.json({ revoked });
    }
    if (this.#session === null) return this.#problem(401, "session_required", this.#endReason());
    this.#renewedAt = this.#clock.time;
    return Response.json(this.answer());
  }

  /** The browser refreshes before a request, and while one is sent in the last two minutes. */
  #processBound(method: string): Response {
    const left = this.lifetime * 1_000 - (this.#clock.time - this.#renewedAt);
    const isDue = left <= 120_000;
    if (this.key === "held" && isDue) this.#renewedAt = this.#clock.time;
    if (this.key === "held" || !isDue) return Response.json({ ...this.answer(), bound: true });
    if (method === "POST") return this.#problem(401, "binding_required", "binding_required");
    const reason = "binding_required" as const;
    const status = "unauthenticated" as const;
    return Response.json({ ...this.answer(), status, session: null, user: null, reason });
  }

  #problem(status: number, code: Problem["code"], reason: Problem["reason"]): Response {
    const body: Problem = { type: "about:blank", title: code, status, code, reason };
    return Response.json(body, {
      status,
      headers: {
        "content-type": "application/problem+json",
        "retry-after": String(this.retryAfter),
      },
    });
  }
}
