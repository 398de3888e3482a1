import { openEvents } from "./open-events.ts";
import type { SessionEnvironment } from "./session-environment.ts";

/** The browser's own page. No global is read before a client starts, so that a client can be created on a server. */
export const browserPage: SessionEnvironment = {
  isVisible: () => !document.hidden,
  isUserActive: () => true,
  watch(listener) {
    const controller = new AbortController();
    // `visibilitychange` bubbles, so that all of them reach the window.
    for (const type of ["visibilitychange", "online", "pageshow", "pagehide"]) {
      addEventListener(type, listener, controller);
    }
    return () => controller.abort();
  },
  locks: () => globalThis.navigator?.locks,
  openChannel(name, onMessage) {
    if (!globalThis.BroadcastChannel) return;
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => onMessage(data);
    return channel;
  },
  openEvents,
};
