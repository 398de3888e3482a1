// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { browserPage } from "./browser-page.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("passes on visibilitychange, online, pageshow and pagehide until the watch is stopped", () => {
  const seen: string[] = [];
  const stop = browserPage.watch(({ type, persisted }) => {
    seen.push(persisted ? `${type} persisted` : type);
  });
  const happen = () => {
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    window.dispatchEvent(new Event("online"));
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  };
  happen();
  expect(seen).toEqual(["visibilitychange", "online", "pageshow persisted"]);
  stop();
  happen();
  expect(seen).toHaveLength(3);
});

test("is visible unless the document is hidden", () => {
  expect(browserPage.isVisible()).toBe(true);
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  expect(browserPage.isVisible()).toBe(false);
});

test("a message reaches the other tabs, and not its sender", async () => {
  const own = vi.fn();
  const sender = browserPage.openChannel("test", own);
  let receiver: ReturnType<typeof browserPage.openChannel>;
  const received = await new Promise((resolve) => {
    receiver = browserPage.openChannel("test", resolve);
    sender?.postMessage({ session: "s1" });
  });
  expect(received).toEqual({ session: "s1" });
  expect(own).not.toHaveBeenCalled();
  sender?.close();
  receiver?.close();
});

test("returns undefined in a browser without channels or locks", () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  expect(browserPage.openChannel("test", () => undefined)).toBeUndefined();
  vi.stubGlobal("navigator", {});
  expect(browserPage.locks()).toBeUndefined();
});
