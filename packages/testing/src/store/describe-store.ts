import type { SessionStore } from "@sessionkit/core";
import { describeContract } from "../contract/describe-contract.ts";
import { type StoreContractOptions, storeContract } from "./store-contract.ts";

/**
 * Registers a vitest test for every promise of `SessionStore`.
 *
 * The store is made once and shared: each test makes records of its own, in the far future of any backend's
 * clock. `deleteExpired` is tested with dates before theirs, and removes what else it finds there: give the suite
 * a database of its own.
 */
export function describeStore(
  name: string,
  createStore: () => SessionStore | Promise<SessionStore>,
  options: StoreContractOptions = {},
): void {
  describeContract(`${name} as a SessionStore`, createStore, storeContract(options));
}
