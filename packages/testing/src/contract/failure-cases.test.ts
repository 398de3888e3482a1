import { expect, it } from "vitest";
import { failureCases } from "./failure-cases.ts";

interface Store {
  find: () => Promise<unknown>;
}

const outage = new Error("ECONNREFUSED");

it.each<[string, Store["find"]]>([
  ["an outage that is reported as not found", async () => null],
  ["an error that is not wrapped", () => Promise.reject(outage)],
  ["an error without its cause", () => Promise.reject({ code: "session_store" })],
])("tells %s", async (_, find) => {
  await expect(run({ find })).rejects.toThrow();
});

it("accepts an error with the code and the driver's error", async () => {
  const find = () => Promise.reject({ code: "session_store", cause: outage });
  await expect(run({ find })).resolves.toBeUndefined();
});

it("has no case for a store whose backend cannot be broken", () => {
  expect(failureCases<Store>({}, { find: (store) => store.find() })).toEqual([]);
});

function run(store: Store): Promise<void> | undefined {
  const verbs = { find: (broken: Store) => broken.find() };
  return failureCases({ createBrokenStore: () => store }, verbs)[0]?.run(null);
}
