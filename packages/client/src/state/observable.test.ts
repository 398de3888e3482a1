import { expect, test, vi } from "vitest";
import { createObservable } from "./observable.ts";

function observe() {
  const onChange = vi.fn();
  const first = { user: { name: "Ada" }, session: { id: "s1" }, stale: false };
  return { first, onChange, ...createObservable(first, onChange) };
}

test("an equal value keeps the object and calls no listener", () => {
  const { get, set, subscribe, onChange, first } = observe();
  const listener = vi.fn();
  subscribe(listener);
  set({ user: { name: "Ada" }, session: { id: "s1" }, stale: false });
  expect(get()).toBe(first);
  expect(listener).not.toHaveBeenCalled();
  expect(onChange).not.toHaveBeenCalled();
});

test("a change of one member keeps the other members' objects", () => {
  const { get, set, first } = observe();
  set({ user: { name: "Ada" }, session: { id: "s2" }, stale: false });
  expect(get()).toEqual({ user: { name: "Ada" }, session: { id: "s2" }, stale: false });
  expect(get().user).toBe(first.user);
});

test("listeners see the new value, unsubscribed ones are not called, and onChange gets the old one", () => {
  const { get, set, subscribe, onChange, first } = observe();
  const unsubscribed = vi.fn();
  const seen: boolean[] = [];
  subscribe(unsubscribed)();
  subscribe(() => seen.push(get().stale));
  set({ ...first, stale: true });
  expect(unsubscribed).not.toHaveBeenCalled();
  expect(seen).toEqual([true]);
  expect(onChange).toHaveBeenCalledExactlyOnceWith(first);
});
