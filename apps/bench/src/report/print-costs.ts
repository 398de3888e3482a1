import { median } from "../bench/measure-all.ts";
import { printTable } from "./print-table.ts";

/** @param costs of each contender in each round, in microseconds; the first is the bare framework */
export function printCosts(
  framework: string,
  names: readonly string[],
  costs: readonly (readonly number[])[],
): void {
  const [bare = []] = costs;
  printTable(
    `${framework}: processor time of a signed-in request, µs`,
    ["", "a request", "above bare", "× bare"],
    names.map((name, index) => {
      const own = costs[index] ?? [];
      const above = median(own.map((cost, round) => cost - (bare[round] ?? Number.NaN)));
      const times = median(own.map((cost, round) => cost / (bare[round] ?? Number.NaN)));
      return [name, median(own).toFixed(1), above.toFixed(1), times.toFixed(2)];
    }),
  );
}
