import { afterEach, expect, test, vi } from "vitest";
import { createMemoryStore } from "./memory-store.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test("each call returns a store of its own", () => {
  expect(createMemoryStore()).not.toBe(createMemoryStore());
});

test("calls with the same name return the same store, also from a second copy of the module", async () => {
  const store = createMemoryStore({ name: "users" });
  vi.resetModules();
  const copy = await import("./memory-store.ts");
  expect(copy.createMemoryStore).not.toBe(createMemoryStore);
  expect(copy.createMemoryStore({ name: "users" })).toBe(store);
  expect(copy.createMemoryStore({ name: "admins" })).not.toBe(store);
});

test("calls without a name return the same store in Next, whose proxy and routes load separate copies", async () => {
  vi.stubEnv("NEXT_RUNTIME", "nodejs");
  const store = createMemoryStore();
  vi.resetModules();
  const copy = await import("./memory-store.ts");
  expect(copy.createMemoryStore()).toBe(store);
  expect(copy.createMemoryStore({ name: "admins" })).not.toBe(store);
});

test("is refused in Next's Edge runtime, with or without a name", () => {
  vi.stubEnv("NEXT_RUNTIME", "edge");
  const refusal = expect.objectContaining({ code: "session_config", option: "store" });
  expect(() => createMemoryStore()).toThrow(refusal);
  expect(() => createMemoryStore({ name: "users" })).toThrow(refusal);
});

test("works in a runtime without process", () => {
  vi.stubGlobal("process", undefined);
  expect(createMemoryStore().size).toBe(0);
});
