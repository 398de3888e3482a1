import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** The state of the network, for all connections of a proxy. */
export interface NetworkState {
  /** `refused`: new connections are reset. `silent`: all data is dropped. */
  mode: "up" | "refused" | "silent";
  /** Latency of each piece of data, in milliseconds. */
  delay: number;
}

/** A connection through the proxy. */
export interface FaultyConnection {
  /** Whether data, or the end of a side, was dropped. */
  hasLost(): boolean;
  /** Drops all further data, and the end of either side. */
  abandon(): void;
  reset(): void;
}

export function openConnection(
  near: Socket,
  target: { readonly port: number; readonly host?: string },
  network: NetworkState,
  onEnd: () => void,
): FaultyConnection {
  const far = connect({ host: "127.0.0.1", ...target, allowHalfOpen: true, noDelay: true });
  let lost = false;
  let abandoned = false;
  const forward = (from: Socket, to: Socket) => {
    const schedule = createDelayQueue();
    const send = (deliver: () => void) =>
      schedule(network.delay, () => {
        if (network.mode === "up" && !abandoned) deliver();
        else lost = true;
      });
    from.on("data", (bytes) => send(() => to.write(bytes)));
    from.on("end", () => send(() => to.end()));
    // The handler of "close" forwards errors as a reset.
    from.on("error", () => undefined);
    from.on("close", (failed) => {
      send(() => (failed ? to.resetAndDestroy() : to.destroySoon()));
      if (to.closed) onEnd();
    });
  };
  forward(near, far);
  forward(far, near);
  return {
    hasLost: () => lost,
    abandon() {
      abandoned = true;
    },
    reset() {
      near.resetAndDestroy();
      far.resetAndDestroy();
    },
  };
}

/** Returns a function that runs callbacks after a delay, in the order of the calls, even if the delay changes. */
function createDelayQueue(): (ms: number, callback: () => void) => void {
  let last = Promise.resolve();
  let waiting = 0;
  return (ms, callback) => {
    if (ms === 0 && waiting === 0) return callback();
    const due = performance.now() + ms;
    waiting++;
    last = last
      .then(() => pause(Math.max(0, due - performance.now())))
      .then(() => {
        waiting--;
        callback();
      });
  };
}
