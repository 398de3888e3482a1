import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import type { BindingSubject } from "../binding-subject.ts";

/** Must run last. */
export const outputCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "what the application has written to its output contains no credential that it issued",
    async run({ app, issued, setup, signedIn }) {
      await signedIn();
      const output = app.output();
      for (const credential of [...issued, setup.secret]) expect(output).not.toContain(credential);
      expect(output).not.toMatch(/unhandledRejection|uncaughtException/i);
    },
  },
];
