import { randomBytes } from "node:crypto";
import {
  type Authenticated,
  createSessions,
  type Session,
  type SessionStore,
  type StoredSessions,
} from "@sessionkit/core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { TIMEOUT_MS } from "../contract/describe-contract.ts";
import { withMemoryOf } from "../instances/instance-memory.ts";
import { randomText } from "../records/random-text.ts";
import { kindsOf, type OutageKind, type OutageSubject } from "./outage.ts";

/** A process that is cut off from its backend, and one that is not. */
export interface CutOffSubject extends OutageSubject {
  /** A store over the same backend whose connections work. */
  readonly far: SessionStore;
  /** The outage is one of the backend, for both stores: the revocation is made right before it. Default: false. */
  readonly isShared?: boolean | undefined;
}

/**
 * Registers a vitest test for each kind of outage of a store with a revocation feed, in strategy `jwt`: a process that is cut
 * off accepts no token of a session that another process has revoked meanwhile, after a second. Once it is connected again, it
 * accepts the other sessions, and knows the reason.
 */
export function describeCutOff(
  name: string,
  kinds: readonly OutageKind[],
  createSubject: () => Promise<CutOffSubject>,
): void {
  describe(`${name}, cut off from a revocation feed`, () => {
    let subject: CutOffSubject;
    let far: StoredSessions;
    let near: StoredSessions;
    beforeAll(async () => {
      subject = await createSubject();
      expect(kindsOf(subject)).toEqual(expect.arrayContaining([...kinds]));
      const secret = randomBytes(32).toString("base64url");
      const start = (instance: string, store: SessionStore): StoredSessions =>
        withMemoryOf(`${instance} ${secret}`, () =>
          createSessions({ strategy: "jwt", secret, store, timeout: "1s" }),
        );
      far = start("far", subject.far);
      near = start("near", subject.store);
    }, TIMEOUT_MS);
    afterAll(() => subject?.close?.(), TIMEOUT_MS);

    it.sequential.each(kinds)(
      "accepts no revoked token after a second (%s)",
      async (kind) => {
        const signIn = () => far.create(subject.userId ?? `user-${randomText(8)}`);
        const [revoked, other, later] = [await signIn(), await signIn(), await signIn()];
        for (const session of [revoked, other]) await untilIs("authenticated", session);
        if (subject.isShared) await far.revoke(revoked.session.id);
        await subject[kind]?.();
        if (!subject.isShared) await far.revoke(revoked.session.id);
        await untilIs("unavailable", other);
        for (let request = 0; request < 3; request++)
          expect((await check(near, revoked)).status).not.toBe("authenticated");
        await subject.restore();
        await untilIs("authenticated", other);
        expect((await check(near, revoked)).status).toBe("unauthenticated");
        // The store may answer before the feed, which has the reason.
        await vi.waitFor(
          async () => expect((await check(near, revoked)).reason).toBe("revoked"),
          TIMEOUT_MS,
        );
        await vi.waitFor(() => far.revoke(later.session.id), TIMEOUT_MS);
        await untilIs("unauthenticated", later);
      },
      2 * TIMEOUT_MS,
    );

    function untilIs(status: string, session: Authenticated<Session>): Promise<void> {
      return vi.waitFor(
        async () => expect((await check(near, session)).status).toBe(status),
        TIMEOUT_MS,
      );
    }
  });
}

function check({ resolve }: StoredSessions, { tokens }: Authenticated<Session>) {
  const header = (name: string) =>
    name === "authorization" ? `Bearer ${tokens?.accessToken}` : null;
  return resolve({ method: "GET", header });
}
