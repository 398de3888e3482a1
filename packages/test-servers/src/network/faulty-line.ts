import { connect, type Socket } from "node:net";
import { inOrder } from "./in-order.ts";

/** How the network is, for all lines of a proxy. */
export interface Weather {
  state: "fair" | "cut" | "black";
  /** Milliseconds that a piece of data is on its way. */
  delay: number;
}

/** One connection through the proxy. */
export interface FaultyLine {
  /** Whether bytes, or the end of either side, were swallowed. */
  hasLost(): boolean;
  /** From now on every byte is swallowed, and the end of either side. */
  abandon(): void;
  reset(): void;
}

export function openLine(
  near: Socket,
  target: { readonly port: number; readonly host?: string },
  weather: Weather,
  onEnd: () => void,
): FaultyLine {
  const far = connect({ host: "127.0.0.1", ...target, allowHalfOpen: true, noDelay: true });
  let lost = false;
  let abandoned = false;
  const carry = (from: Socket, to: Socket) => {
    const queue = inOrder();
    const send = (deliver: () => void) =>
      queue(weather.delay, () => {
        if (weather.state === "fair" && !abandoned) deliver();
        else lost = true;
      });
    from.on("data", (bytes) => send(() => to.write(bytes)));
    from.on("end", () => send(() => to.end()));
    // What failed is told to the other side as a reset, by the handler of "close".
    from.on("error", () => undefined);
    from.on("close", (failed) => {
      send(() => (failed ? to.resetAndDestroy() : to.destroySoon()));
      if (to.closed) onEnd();
    });
  };
  carry(near, far);
  carry(far, near);
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
