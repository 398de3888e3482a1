import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { REFRESHES } from "./race.ts";
import type { RaceResult } from "./run-race.ts";

/** Every guarantee about concurrent refreshes, checked on the result of one race. */
export const refreshRaceCases: readonly ContractCase<RaceResult>[] = [
  {
    title: `signs in every one of ${2 * REFRESHES} refreshes that two processes send at once`,
    async run(result) {
      const failed = answersOf(result).filter(({ status }) => status !== "authenticated");
      expect(failed).toEqual([]);
      expect(answersOf(result)).toHaveLength(2 * REFRESHES);
    },
  },
  {
    title: "rotates the session once, in one of the processes",
    async run({ before, reports, after }) {
      expect(before).not.toBeNull();
      expect(after?.generation).toBe((before?.generation ?? 0) + 1);
      expect(reports.map(({ rotations }) => rotations).sort()).toEqual([0, 1]);
    },
  },
  {
    title: "issues one session token, byte for byte the same in every answer",
    async run(result) {
      const tokens = new Set(answersOf(result).map(({ sessionToken }) => sessionToken));
      expect([...tokens]).toEqual([expect.any(String)]);
    },
  },
  {
    title: "keeps the session valid, and accepts its token an hour later",
    async run({ after, later }) {
      expect(after).not.toBeNull();
      expect(later).toMatchObject({ status: "authenticated", sessionToken: expect.any(String) });
    },
  },
];

function answersOf({ reports }: RaceResult) {
  return reports.flatMap(({ answers }) => answers);
}
