import { beforeAll, describe, it } from "vitest";
import type { ContractCase } from "./contract.ts";

/** Some cases run hundreds of concurrent calls, for a slow machine and a real server; not a measure of speed. */
export const TIMEOUT_MS = 120_000;

/**
 * Registers the cases as tests of one subject, created once. Each makes its own records, so any order works. Several
 * contracts run one after the other, also in `describe.concurrent`, because they may share a backend.
 */
export function describeContract<Subject>(
  title: string,
  create: () => Subject | Promise<Subject>,
  cases: readonly ContractCase<Subject>[],
): void {
  describe.sequential(title, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await create();
    }, TIMEOUT_MS);
    for (const { title, run } of cases) it(title, () => run(subject), TIMEOUT_MS);
  });
}
