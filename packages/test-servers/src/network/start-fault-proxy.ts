import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type FaultyLine, openLine, type Weather } from "./faulty-line.ts";

/** A way to a server over a network that can fail. Connections are TCP, so any protocol goes through. */
export interface FaultProxy {
  /** Connect here, on 127.0.0.1, instead of to the server. */
  readonly port: number;
  /** From now on every piece of data takes this long, either way; 0 for none. */
  delay(ms: number): void;
  /** Ends all connections and refuses new ones, at once and audibly, as when the server is down. */
  cut(): void;
  /** Takes every connection and every byte, and passes none on, as when a firewall drops packets. */
  blackHole(): void;
  /** Mends the network. Connections that have lost bytes in it are reset, for nothing could be right on them. */
  restore(): void;
  /**
   * Mends the network for new connections; those that are open stay silent and are never reset, as behind a firewall
   * that has forgotten them.
   */
  restoreForNew(): void;
  close(): Promise<void>;
}

export async function startFaultProxy(target: {
  readonly port: number;
  readonly host?: string;
}): Promise<FaultProxy> {
  const weather: Weather = { state: "fair", delay: 0 };
  const lines = new Set<FaultyLine>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket: Socket) => {
    if (weather.state === "cut") return socket.resetAndDestroy();
    const line = openLine(socket, target, weather, () => lines.delete(line));
    lines.add(line);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const resetAll = () => {
    for (const line of lines) line.reset();
  };
  const mend = () => {
    weather.state = "fair";
    weather.delay = 0;
  };
  return {
    port: (server.address() as AddressInfo).port,
    delay(ms) {
      weather.delay = ms;
    },
    cut() {
      weather.state = "cut";
      resetAll();
    },
    blackHole() {
      weather.state = "black";
    },
    restore() {
      mend();
      for (const line of lines) if (line.hasLost()) line.reset();
    },
    restoreForNew() {
      mend();
      for (const line of lines) line.abandon();
    },
    async close() {
      resetAll();
      await once(server.close(), "close");
    },
  };
}
