import { expect, test } from "vitest";
import { SessionStoreError } from "../base/errors.ts";
import { createMemoryStore } from "../memory.ts";
import { guardStore } from "./guard-store.ts";

const redactError = (error: unknown): unknown => {
  const { name } = error as Error;
  return new Error(`${name}, without the values`);
};

test("every verb rejects with SessionStoreError, and the redacted error is its cause", async () => {
  const failures = [
    () => Promise.reject(new TypeError("secret value")),
    () => {
      throw new TypeError("secret value");
    },
  ];
  for (const failure of failures) {
    const safeStore = guardStore(
      { find: failure as (id: string) => Promise<null>, delete: async () => true },
      { backend: "MongoDB", redactError },
    );
    const error: unknown = await safeStore.find("x").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "session_store",
      message: "find: MongoDB failed.",
      cause: expect.objectContaining({ message: "TypeError, without the values" }),
    });
    expect(String((error as Error).stack) + String((error as Error).message)).not.toContain(
      "secret",
    );
    expect(await safeStore.delete()).toBe(true);
  }
});

test("an error that is a SessionStoreError already is passed on", async () => {
  const error = new SessionStoreError("exists already");
  const { insert } = guardStore(
    { insert: () => Promise.reject(error) },
    { backend: "MongoDB", redactError },
  );
  await expect(insert()).rejects.toBe(error);
});

test("arguments and answers pass unchanged, and each call is reported before it runs", async () => {
  const calls: string[] = [];
  const store = createMemoryStore();
  const safeStore = guardStore(
    { find: store.find, deleteByUser: store.deleteByUser },
    { backend: "memory", redactError, onCall: () => calls.push("call") },
  );
  expect(await safeStore.find("x")).toBeNull();
  expect(await safeStore.deleteByUser("ada", "x")).toEqual([]);
  expect(calls).toEqual(["call", "call"]);
});
