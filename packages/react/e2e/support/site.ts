import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type AppState, createApp } from "./app.ts";
import { type AppSessionsOptions, createAppSessions } from "./app-sessions.ts";

/** The server of the page, with its controls. */
export interface Site extends AppState {
  readonly url: string;
  readonly count: (line: string) => number;
  /** Milliseconds by which the server's clock is ahead. */
  ahead: number;
  /** Signs the user in on another device. */
  readonly signInElsewhere: (userAgent: string) => Promise<void>;
  readonly close: () => Promise<unknown>;
}

/** @param folder the output of Vite */
export async function startSite(folder: string, options: AppSessionsOptions = {}): Promise<Site> {
  const sessions = createAppSessions(options, () => Date.now() + site.ahead);
  const site: Site = {
    url: "",
    log: [],
    ahead: 0,
    down: false,
    held: undefined,
    count: (line) => site.log.filter((one) => one === line).length,
    async signInElsewhere(userAgent) {
      await sessions.create("ada", {
        request: {
          method: "POST",
          header: (name) => (name === "user-agent" ? userAgent : undefined),
          address: "203.0.113.7",
        },
      });
    },
    close() {
      server.closeAllConnections();
      return once(server.close(), "close");
    },
  };
  const server = createApp(sessions, folder, site).listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(site, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
}
