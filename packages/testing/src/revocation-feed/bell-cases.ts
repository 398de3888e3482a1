import type { RevocationBell, RevocationFeed } from "@sessionkit/core";
import { expect, vi } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import { buildRevocation } from "../records/build-revocation.ts";

type WithBell = RevocationFeed & RevocationBell;

/** Guarantees about the signal, if the second store has one. */
export function bellCases(
  createPeer: (() => RevocationFeed | Promise<RevocationFeed>) | undefined,
): ContractCase<RevocationFeed>[] {
  if (!createPeer) return [];
  return [
    {
      title:
        "calls a listener of another store after an entry was published, and none that was removed",
      async run(feed) {
        const secondInstance = (await createPeer()) as Partial<WithBell>;
        if (!secondInstance.onRevocation) return;
        let calls = 0;
        let removed = 0;
        const stop = secondInstance.onRevocation(() => removed++);
        secondInstance.onRevocation(() => calls++);
        await vi.waitFor(async () => {
          await feed.publishRevocation(buildRevocation());
          expect(calls).toBeGreaterThan(0);
        }, 30_000);
        stop();
        const before = [calls, removed] as const;
        await vi.waitFor(async () => {
          await feed.publishRevocation(buildRevocation());
          expect(calls).toBeGreaterThan(before[0] + 1);
        }, 30_000);
        expect(removed).toBe(before[1]);
      },
    },
  ];
}
