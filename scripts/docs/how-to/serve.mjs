import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import { createBrowser } from "../create-browser.mjs";

/**
 * Waits until a server listens on loopback, and closes it when the test ends.
 *
 * @param {import("node:http").Server} server
 */
export async function serve(server) {
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  if (!server.listening) await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const origin = `http://127.0.0.1:${port}`;
  return { origin, openBrowser: () => createBrowser(origin) };
}

/** @param {import("node:http").RequestListener} app */
export function listen(app) {
  return createServer(app).listen(0, "127.0.0.1");
}
