import type { SessionStore } from "@sessionkit/core";
import { describeContract } from "../contract/describe-contract.ts";
import { type StoreContractOptions, storeContract } from "./store-contract.ts";

/**
 * Registers a vitest test for every guarantee of `SessionStore`.
 *
 * The store is created once and shared: each test makes its own records, in the far future of any backend's
 * clock. `deleteExpired` is tested with earlier dates, and removes other records found there: give the suite
 * its own database.
 */
export function describeStore(
  name: string,
  createStore: () => SessionStore | Promise<SessionStore>,
  options: StoreContractOptions = {},
): void {
  describeContract(`${name} as a SessionStore`, createStore, storeContract(options));
}
