// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { browserPage } from "./browser-page.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("being shown, being online and coming back are told, until nobody listens", () => {
  const told: string[] = [];
  const stop = browserPage.watch(({ type, persisted }) => {
    told.push(persisted ? `${type} persisted` : type);
  });
  const happen = () => {
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    window.dispatchEvent(new Event("online"));
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  };
  happen();
  expect(told).toEqual(["visibilitychange", "online", "pageshow persisted"]);
  stop();
  happen();
  expect(told).toHaveLength(3);
});

test("a page is visible unless it is hidden", () => {
  expect(browserPage.isVisible()).toBe(true);
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  expect(browserPage.isVisible()).toBe(false);
});

test("a message reaches the other tabs, and not the one that sent it", async () => {
  const own = vi.fn();
  const sender = browserPage.openChannel("test", own);
  let receiver: ReturnType<typeof browserPage.openChannel>;
  const heard = await new Promise((resolve) => {
    receiver = browserPage.openChannel("test", resolve);
    sender?.postMessage({ session: "s1" });
  });
  expect(heard).toEqual({ session: "s1" });
  expect(own).not.toHaveBeenCalled();
  sender?.close();
  receiver?.close();
});

test("a browser without channels or locks does without", () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  expect(browserPage.openChannel("test", () => undefined)).toBeUndefined();
  vi.stubGlobal("navigator", {});
  expect(browserPage.locks()).toBeUndefined();
});
