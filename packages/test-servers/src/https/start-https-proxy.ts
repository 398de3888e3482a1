import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificate } from "./create-certificate.ts";
import { createExchanges, type ProxiedRequest, type ProxyFault } from "./exchanges.ts";
import { forwardRequest, forwardUpgrade } from "./forward.ts";

/** Terminates TLS in front of a server on loopback, as a reverse proxy does, and records all requests. */
export interface HttpsProxy {
  readonly port: number;
  /** The origin under a name of this machine, such as `app.localhost`. */
  origin(host: string): string;
  /** Requests in the order of their arrival. */
  readonly requests: readonly ProxiedRequest[];
  /** Sets the port of the server. Until then, requests are answered 502. */
  forwardTo(port: number): void;
  /** Applies a fault to the next request for a path. Faults of one path are applied in sequence. */
  failNext(path: string, fault: ProxyFault): void;
  close(): Promise<void>;
}

/**
 * The browser and the server see the same `Host`, so the origin of the application is the one of this proxy. The server
 * must be told that origin: this proxy adds no forwarding header.
 */
export async function startHttpsProxy({ key, cert }: Certificate): Promise<HttpsProxy> {
  const server = createServer({ key, cert });
  const exchanges = createExchanges();
  let target = 0;
  server.on("request", (request, response) => {
    const exchange = exchanges.open(request);
    void forwardRequest(target, request, response, exchange);
  });
  server.on("upgrade", (request, socket, head) => {
    forwardUpgrade(target, request, socket, head, exchanges.open(request));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: (host) => `https://${host}:${port}`,
    requests: exchanges.all,
    forwardTo(to) {
      target = to;
    },
    failNext: exchanges.failNext,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
