import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createCertificate } from "@sessionkit/test-servers/https";
import type { Express } from "express";

export interface HttpsServer {
  readonly port: number;
  /** The origin under another name of this machine, such as `a.app.localhost`. */
  readonly origin: (host: string) => string;
  readonly close: () => Promise<void>;
}

/** Listens on https with a certificate that a browser must be told to accept. The application is made with its port. */
export async function serveHttps(createApp: (port: number) => Express): Promise<HttpsServer> {
  const server = createServer(await createCertificate());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  server.on("request", createApp(port));
  return {
    port,
    origin: (host) => `https://${host}:${port}`,
    async close() {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}
