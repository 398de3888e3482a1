import type { RevocationBell, RevocationFeed } from "@sessionkit/core";
import type { ContractCase, ContractOptions } from "../contract/contract.ts";
import { failureCases } from "../contract/failure-cases.ts";
import { buildRevocation } from "../records/build-revocation.ts";
import { bellCases } from "./bell-cases.ts";
import { concurrentCases } from "./concurrent-cases.ts";
import { cursorCases } from "./cursor-cases.ts";
import { pruneRevocationCases } from "./prune-revocation-cases.ts";
import { publishCases } from "./publish-cases.ts";

export interface FeedContractOptions extends ContractOptions<RevocationFeed> {
  /** True if the backend removes entries that are over itself: `deleteRevocations` then returns 0. */
  readonly expiresByItself?: boolean | undefined;
  /** Makes another store over the same backend, with connections of its own, as a second process has it. */
  readonly createPeer?:
    | (() => (RevocationFeed & Partial<RevocationBell>) | Promise<RevocationFeed>)
    | undefined;
}

/** Every guarantee of the feed, in the order of the port. */
export function revocationFeedContract(
  options: FeedContractOptions = {},
): ContractCase<RevocationFeed>[] {
  return [
    ...publishCases,
    ...cursorCases,
    ...concurrentCases(options.createPeer),
    ...bellCases(options.createPeer),
    ...pruneRevocationCases(options.expiresByItself ?? false),
    ...failureCases(options, {
      publishRevocation: (feed) => feed.publishRevocation(buildRevocation()),
      readRevocations: (feed) => feed.readRevocations(null, 10),
      ...(options.expiresByItself
        ? {}
        : { deleteRevocations: (feed) => feed.deleteRevocations(new Date(0), 10) }),
    }),
  ];
}
