import { expect } from "vitest";
import type { ContractCase } from "../../contract/contract.ts";
import { type BindingSubject, countOf, ownerOf, UNTIL_DUE } from "../binding-subject.ts";
import { PREFETCHES } from "../cases/refresh-cases.ts";
import type { TestClient } from "../http/test-client.ts";

export const prefetchCases: readonly ContractCase<BindingSubject>[] = [
  {
    title: "a POST is never a prefetch: it refreshes with any headers",
    async run({ app, signedIn }) {
      for (const headers of PREFETCHES) {
        const client = await signedIn();
        await app.control({ advance: UNTIL_DUE });
        const answer = await client.fetch("/protected", { method: "POST", headers });
        expect([answer.status, answer.setCookies.length > 0]).toEqual([200, true]);
        expect(countOf(await app.control(), "session.rotated")).toBe(1);
      }
    },
  },
  {
    title: "a stolen token that is reused on a prefetch ends the session",
    run: (subject) => endsTheSession(subject, "GET"),
  },
  {
    title: "a stolen token that is reused on a POST marked as a prefetch ends the session",
    run: (subject) => endsTheSession(subject, "POST"),
  },
];

async function endsTheSession({ app, signedIn }: BindingSubject, method: string): Promise<void> {
  for (const headers of PREFETCHES) {
    const victim = await signedIn();
    const thief = victim.copy();
    await refreshTwice(app, victim);
    await app.control({ advance: UNTIL_DUE });
    const answer = await thief.fetch("/protected", { method, headers });
    expect([answer.status, answer.json().reason]).toEqual([401, "reused"]);
    expect(countOf(await app.control(), "session.reused")).toBe(1);
    expect(await ownerOf(victim)).toBeNull();
  }
}

async function refreshTwice(app: BindingSubject["app"], client: TestClient): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await app.control({ advance: UNTIL_DUE });
    expect((await client.open("/protected")).status).toBe(200);
  }
}
