import { createTestDevice, type DeviceRequest, type TestDevice } from "@sessionkit/testing/app";
import type { Connection, ConnectionOptions } from "./connection.ts";
import type { KeyChain } from "./key-chain.ts";
import type { Answer } from "./server.ts";

interface BoundConnectionOptions
  extends Pick<ConnectionOptions, "timeline" | "random" | "device" | "jar" | "trace"> {
  readonly keys: KeyChain;
  /** Counts answers and signatures. */
  readonly onRefresh: (verdict: Verdict) => void;
}

/** How a refresh by the browser ended, or why it made none. */
export type Verdict = "refreshed" | "ended" | "server_error" | "unreachable" | "quota_exceeded";

/** A browser refreshes ahead of time, without holding the request, in the last part of a cookie's life. In milliseconds. */
const AHEAD = 120_000;
/** The browser gives up a refresh after this. In milliseconds. */
const TIMEOUT = 20_000;

/**
 * What Chromium 156 does for device-bound sessions (DBSC): follows the offer of a sign-in, holds requests without the short
 * cookie until it has refreshed, once for all of them, and refreshes ahead of time. Without an offer, it does nothing.
 */
export function createBoundConnection(
  connection: Connection,
  { timeline, random, device, jar, trace, keys, onRefresh }: BoundConnectionOptions,
): Connection {
  let waiting: ((skipped: string | null) => void)[] = [];
  let isRefreshing = false;

  function timeLeft(): number {
    const names = keys.device.session?.cookies ?? [];
    return Math.min(...names.map((name) => jar.endOf(name))) - timeline.now();
  }

  /** Signs, which takes a moment. */
  function sign(work: () => Promise<DeviceRequest | null>, done: (request: DeviceRequest) => void) {
    timeline.start(work, (request) => {
      if (!request) return;
      const isSigned = request.headers["secure-session-response"] !== undefined;
      if (isSigned) keys.onSigned();
      device.after(isSigned ? random.logNormal(20, 1) : 0, () => done(request));
    });
  }

  /** The network stack of a browser sends a request again if the line was cut. */
  function post(request: DeviceRequest, done: (answer: Answer | null) => void): void {
    const sentAt = timeline.now();
    const left = (): number => sentAt + TIMEOUT - timeline.now();
    const send = (then: (answer: Answer | null) => void): void =>
      connection.send("bound", left(), then, { device: request });
    send((answer) => (answer || left() <= 0 ? done(answer) : send(done)));
  }

  function register(offer: string | undefined): void {
    if (offer === undefined) return;
    if (!keys.canSign()) {
      trace.note("the browser is not bound: quota_exceeded");
      return;
    }
    const next = createTestDevice();
    sign(
      () => next.register(offer),
      (request) =>
        post(request, (answer) => {
          const isBound = answer?.device !== undefined && next.registered(answer.device);
          trace.note(`the browser ${isBound ? "is bound" : "is not bound"}`);
          if (isBound) keys.replace(next);
        }),
    );
  }

  function refresh(): void {
    if (isRefreshing) return;
    isRefreshing = true;
    attempt();
  }

  function attempt(): void {
    const bound = keys.device;
    if (!bound.session) end("ended");
    else if (!keys.canSign()) end("quota_exceeded");
    else
      sign(
        () => bound.refresh(),
        (request) => post(request, (answer) => handleAnswer(bound, answer)),
      );
  }

  function handleAnswer(bound: TestDevice, answer: Answer | null): void {
    const verdict = answer?.device && bound.refreshed(answer.device);
    if (verdict === "again") attempt();
    else if (verdict === "ended") end("ended");
    else if (verdict === undefined) end("unreachable");
    else end(answer?.status === "unavailable" ? "server_error" : "refreshed");
  }

  function end(verdict: Verdict): void {
    isRefreshing = false;
    onRefresh(verdict);
    if (verdict !== "refreshed") trace.note(`the browser does not refresh: ${verdict}`);
    const skipped = verdict === "refreshed" || verdict === "ended" ? null : verdict;
    const held = waiting;
    waiting = [];
    for (const release of held) release(skipped);
  }

  const withOffer =
    (done: (answer: Answer | null) => void) =>
    (answer: Answer | null): void => {
      register(answer?.offer);
      done(answer);
    };

  return {
    isBound: () => keys.device.session !== null,

    send(purpose, timeout, done, kind) {
      const life = timeLeft();
      if (life > 0) {
        if (life < AHEAD && keys.canSign()) refresh();
        return connection.send(purpose, timeout, withOffer(done), kind);
      }
      const sentAt = timeline.now();
      let isOver = false;
      if (Number.isFinite(timeout))
        device.after(timeout, () => {
          if (!isOver) done(null);
          isOver = true;
        });
      waiting.push((skipped) => {
        if (isOver) return;
        isOver = true;
        const left = sentAt + timeout - timeline.now();
        const device = skipped === null ? undefined : { skipped };
        connection.send(purpose, left, withOffer(done), { ...kind, device });
      });
      refresh();
    },

    signIn(done) {
      connection.signIn((answer) => {
        register(answer.offer);
        done(answer);
      });
    },
  };
}
