import { describe, expect, it } from "vitest";
import type { ContractCase } from "./contract.ts";

/** One way to break a guarantee: the verbs that replace those of a correct store. */
export interface Mutation<Store> {
  /** The title of the case that must fail. */
  readonly breaks: string;
  readonly by: (store: Store) => Partial<Store>;
}

/**
 * Shows that the cases can fail: each mutation fails the case it names, and each case has a mutation, except
 * `samples`, which differ from another case in their values only.
 */
export function describeMutations<Store extends object>(
  cases: readonly ContractCase<Store>[],
  createStore: () => Store,
  mutations: Record<string, Mutation<Store>>,
  samples: RegExp = /^\b$/,
): void {
  describe("the contract", () => {
    it.each(Object.entries(mutations))("tells %s", async (_, { breaks, by }) => {
      const broken = cases.find(({ title }) => title === breaks);
      if (!broken) throw new Error(`There is no case "${breaks}".`);
      const store = createStore();
      await expect(broken.run({ ...store, ...by(store) })).rejects.toThrow();
    });

    it("has a mutation for each case", () => {
      const broken = new Set(Object.values(mutations).map(({ breaks }) => breaks));
      const titles = cases.map(({ title }) => title).filter((title) => !samples.test(title));
      expect(titles.filter((title) => !broken.has(title))).toEqual([]);
    });
  });
}
