import type { SessionStore } from "@sessionkit/core";
import type { ContractCase, ContractOptions } from "../contract/contract.ts";
import { failureCases } from "../contract/failure-cases.ts";
import { buildRecord } from "../records/build-record.ts";
import { aliasCases } from "./alias-cases.ts";
import { deleteByUserCases } from "./delete-by-user-cases.ts";
import { deleteCases } from "./delete-cases.ts";
import { deleteExpiredCases } from "./delete-expired-cases.ts";
import { findByUserCases } from "./find-by-user-cases.ts";
import { guestCases } from "./guest-cases.ts";
import { injectionCases } from "./injection-cases.ts";
import { insertCases } from "./insert-cases.ts";
import { roundTripCases } from "./round-trip-cases.ts";
import { secondInstanceCases } from "./second-instance-cases.ts";
import { timeZoneCases } from "./time-zone-cases.ts";
import { updateCases } from "./update-cases.ts";
import { updateRaceCases } from "./update-race-cases.ts";

export interface StoreContractOptions extends ContractOptions<SessionStore> {
  /**
   * Makes another store over the same backend, as a second process has it: with connections of its own. With it the
   * contract also shows that the stores race fairly, and that neither keeps to itself what the other should see.
   */
  readonly createPeer?: (() => SessionStore | Promise<SessionStore>) | undefined;
}

/** Every promise of the seven verbs, in the order of the port. */
export function storeContract(options: StoreContractOptions = {}): ContractCase<SessionStore>[] {
  return [
    ...insertCases,
    ...roundTripCases,
    ...timeZoneCases,
    ...updateCases,
    ...updateRaceCases,
    ...secondInstanceCases(options.createPeer),
    ...deleteCases,
    ...findByUserCases,
    ...deleteByUserCases,
    ...guestCases,
    ...deleteExpiredCases,
    ...aliasCases,
    ...injectionCases,
    ...failureCases(options, {
      insert: (store) => store.insert(buildRecord()),
      find: (store) => store.find("a"),
      update: (store) => store.update("a", 1, { ip: null }),
      delete: (store) => store.delete("a"),
      findByUser: (store) => store.findByUser("a", new Date()),
      deleteByUser: (store) => store.deleteByUser("a"),
      deleteExpired: (store) => store.deleteExpired(new Date("2090-01-01T00:00:00.000Z"), 1),
    }),
  ];
}
