import type { RevocationFeed, SessionStore } from "@sessionkit/core";
import { describeContract } from "../contract/describe-contract.ts";
import { type FeedContractOptions, revocationFeedContract } from "./revocation-feed-contract.ts";

/**
 * Registers a vitest test for every guarantee of `RevocationFeed`, and of `RevocationBell` if the stores have one. The store
 * is created once and shared. `deleteRevocations` is tested with entries that are over before those of the other tests, and
 * removes other entries found there.
 */
export function describeRevocationFeed(
  name: string,
  createStore: () => (SessionStore & RevocationFeed) | Promise<SessionStore & RevocationFeed>,
  options: FeedContractOptions = {},
): void {
  describeContract(`${name} as a RevocationFeed`, createStore, revocationFeedContract(options));
}
