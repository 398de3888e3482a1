import type { SessionEnvironment } from "./session-environment.ts";

/** Nothing here is touched before a client starts, so one can be made while a server renders. */
export const browserPage: SessionEnvironment = {
  isVisible: () => !document.hidden,
  isAttended: () => true,
  watch(listener) {
    const controller = new AbortController();
    // All of these reach the window; `visibilitychange` bubbles.
    for (const type of ["visibilitychange", "online", "pageshow"]) {
      addEventListener(type, listener, controller);
    }
    return () => controller.abort();
  },
  locks: () => globalThis.navigator?.locks,
  openChannel(name, hear) {
    if (!globalThis.BroadcastChannel) return;
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => hear(data);
    return channel;
  },
};
