import { expect } from "vitest";
import type { ContractCase, ContractOptions } from "./contract.ts";

/**
 * The guarantee of every verb of every port: a failing backend is an error, with the driver's own as its cause.
 * Checked by `code`, as in an application, which may load a second copy of core.
 */
export function failureCases<Store>(
  { createBrokenStore }: ContractOptions<Store>,
  verbs: Record<string, (store: Store) => Promise<unknown>>,
): ContractCase<unknown>[] {
  if (!createBrokenStore) return [];
  return Object.entries(verbs).map(([verb, call]) => ({
    title: `${verb} rejects with session_store and the driver's error when the backend fails`,
    async run() {
      const error: unknown = await call(await createBrokenStore()).then(
        (answer) => new Error(`${verb} resolved to ${JSON.stringify(answer)}.`),
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ code: "session_store", cause: expect.anything() });
    },
  }));
}
