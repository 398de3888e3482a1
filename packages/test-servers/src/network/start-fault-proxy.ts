import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type FaultyConnection, type NetworkState, openConnection } from "./faulty-connection.ts";

/** A TCP proxy to a server that simulates network faults, for any protocol. */
export interface FaultProxy {
  /** The port on 127.0.0.1 to connect to instead of the server. */
  readonly port: number;
  /** Delays each piece of data in both directions, in milliseconds; 0 for no delay. */
  delay(ms: number): void;
  /** Resets all connections, and refuses new ones, as if the server is down. */
  cut(): void;
  /** Accepts connections and drops all data, as a firewall that drops packets. */
  blackHole(): void;
  /** Ends the fault. Resets connections that lost data. */
  restore(): void;
  /** Ends the fault for new connections. Existing ones stay silent without a reset, as after a firewall lost its state. */
  restoreForNew(): void;
  close(): Promise<void>;
}

export async function startFaultProxy(target: {
  readonly port: number;
  readonly host?: string;
}): Promise<FaultProxy> {
  const network: NetworkState = { mode: "up", delay: 0 };
  const connections = new Set<FaultyConnection>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket: Socket) => {
    if (network.mode === "refused") return socket.resetAndDestroy();
    const connection = openConnection(socket, target, network, () =>
      connections.delete(connection),
    );
    connections.add(connection);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const resetAll = () => {
    for (const connection of connections) connection.reset();
  };
  const endFault = () => {
    network.mode = "up";
    network.delay = 0;
  };
  return {
    port: (server.address() as AddressInfo).port,
    delay(ms) {
      network.delay = ms;
    },
    cut() {
      network.mode = "refused";
      resetAll();
    },
    blackHole() {
      network.mode = "silent";
    },
    restore() {
      endFault();
      for (const connection of connections) if (connection.hasLost()) connection.reset();
    },
    restoreForNew() {
      endFault();
      for (const connection of connections) connection.abandon();
    },
    async close() {
      resetAll();
      await once(server.close(), "close");
    },
  };
}
