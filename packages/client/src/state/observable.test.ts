import { expect, test, vi } from "vitest";
import { createObservable } from "./observable.ts";

function observe() {
  const told = vi.fn();
  const first = { user: { name: "Ada" }, session: { id: "s1" }, stale: false };
  return { first, told, ...createObservable(first, told) };
}

test("what says the same is the same object, and nobody is told", () => {
  const { get, set, subscribe, told, first } = observe();
  const listener = vi.fn();
  subscribe(listener);
  set({ user: { name: "Ada" }, session: { id: "s1" }, stale: false });
  expect(get()).toBe(first);
  expect(listener).not.toHaveBeenCalled();
  expect(told).not.toHaveBeenCalled();
});

test("a change of one member leaves the others the objects they were", () => {
  const { get, set, first } = observe();
  set({ user: { name: "Ada" }, session: { id: "s2" }, stale: false });
  expect(get()).toEqual({ user: { name: "Ada" }, session: { id: "s2" }, stale: false });
  expect(get().user).toBe(first.user);
});

test("who has unsubscribed is not told; who is told sees the new value, and the old one comes along last", () => {
  const { get, set, subscribe, told, first } = observe();
  const gone = vi.fn();
  const seen: boolean[] = [];
  subscribe(gone)();
  subscribe(() => seen.push(get().stale));
  set({ ...first, stale: true });
  expect(gone).not.toHaveBeenCalled();
  expect(seen).toEqual([true]);
  expect(told).toHaveBeenCalledExactlyOnceWith(first);
});
