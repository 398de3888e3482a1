import type { SessionStore } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ServedStore, serveStore } from "../../test/serve-store.ts";
import { describeMutations } from "../contract/describe-mutations.ts";
import type { RaceParticipant } from "../refresh-race/race.ts";
import { describeOutage } from "./describe-outage.ts";
import type { CallResult, OutageReport, OutageSubject } from "./outage.ts";
import { outageCases } from "./outage-cases.ts";
import { playOutage } from "./play-outage.ts";

const { default: createRemoteStore } = (await import(
  new URL("../../test/remote-store.js", import.meta.url).href
)) as { default: (url: string) => RaceParticipant };

const cases = outageCases("jwt");

describeOutage("the memory store, served", async () => subjectOf(await serve(), (store) => store));

describeMutations<Record<number, OutageReport>>(
  cases.map(({ title, run }) => ({ title, run: (reports) => run(Object.values(reports)) })),
  () => [goodReport("cut"), goodReport("pause")],
  {
    "a signed-in user who is asked to sign in": {
      breaks: "returns unavailable, in time, while the store is unreachable",
      by: broken({ requests: [result("resolve", "unauthenticated")] }),
    },
    "a concurrent refresh that signs out": {
      breaks: "reports no user as signed out, from the first failure to the recovery",
      by: broken({ inFlight: [result("refresh", "unauthenticated")] }),
    },
    "a cookie that is deleted": {
      breaks: "sets and clears no cookie",
      by: broken({ endpoints: [{ ...result("POST /logout", 503), cookies: 2 }] }),
    },
    "an endpoint that answers 401": {
      breaks: "answers every endpoint with 503 and Retry-After",
      by: broken({ endpoints: [result("GET /session", 401)] }),
    },
    "a sign-in that is not stored": {
      breaks: "leaves no partial sign-in or sign-out: the verbs fail with session_store",
      by: broken({ verbs: [result("create", "authenticated")] }),
    },
    "a session that is reported as ended": {
      breaks: "emits session.store_failed, and no end of a session",
      by: broken({ events: ["session.store_failed", "session.expired"] }),
    },
    "a store that does not recover": {
      breaks: "accepts the same cookies again after the backend has recovered, without a restart",
      by: broken({ afterwards: [result("resolve", "unavailable")] }),
    },
    "a sign-in that fails afterwards": {
      breaks: "signs in and lists sessions again afterwards",
      by: broken({ business: [result("create", "session_store")] }),
    },
    "an access token that is checked with the store": {
      breaks:
        "accepts access tokens that have not expired, if the application trusts them in an outage",
      by: broken({ signed: [result("resolve", "unavailable")] }),
    },
  },
);

describe("an outage", () => {
  it.each<[string, string, (store: SessionStore) => Partial<SessionStore>]>([
    [
      "a store that reports an outage as not found",
      "reports no user as signed out, from the first failure to the recovery",
      (store) => ({ find: (id) => store.find(id).catch(() => null) }),
    ],
    [
      "a store that lists nothing in an outage",
      "leaves no partial sign-in or sign-out: the verbs fail with session_store",
      (store) => ({ findByUser: (id, now) => store.findByUser(id, now).catch(() => []) }),
    ],
    [
      "a store that writes later",
      "leaves no partial sign-in or sign-out: the verbs fail with session_store",
      (store) => ({
        insert: async (record) => void store.insert(record).catch(() => undefined),
        update: (id, version, changes) => store.update(id, version, changes).catch(() => "updated"),
      }),
    ],
    [
      "a store that never retries what failed once",
      "accepts the same cookies again after the backend has recovered, without a restart",
      neverAgain,
    ],
  ])("tells %s", async (_, breaks, by) => {
    const subject = subjectOf(await serve(), (store) => ({ ...store, ...by(store) }));
    onTestFinished(() => subject.close?.() as Promise<void>);
    const report = await playOutage(subject, "cut", "jwt", { timeout: "10s", patience: 200 });
    const failed = await Promise.all(
      cases.map(({ title, run }) =>
        run([report]).then(
          () => "",
          () => title,
        ),
      ),
    );
    expect(failed).toContain(breaks);
  });
});

function serve(): Promise<ServedStore> {
  return serveStore(createMemoryStore());
}

function subjectOf(
  served: ServedStore,
  change: (store: SessionStore) => SessionStore,
): OutageSubject {
  return { ...served, store: change(createRemoteStore(served.url).store) };
}

function neverAgain(store: SessionStore): Partial<SessionStore> {
  let failure: unknown;
  return {
    async find(id) {
      if (failure) throw failure;
      return store.find(id).catch((error: unknown) => {
        failure = error;
        throw error;
      });
    },
  };
}

/** Changes the second report only: the contract checks each. */
function broken(changes: Partial<OutageReport>) {
  return () => ({ 1: { ...goodReport("pause"), ...changes } });
}

function goodReport(kind: OutageReport["kind"]): OutageReport {
  return {
    kind,
    inFlight: [result("refresh", "unavailable"), result("refresh", "authenticated")],
    requests: [result("resolve", "unavailable")],
    signed: [result("resolve", "authenticated")],
    endpoints: [{ ...result("GET /session", 503), retryAfter: true }],
    verbs: [result("create", "session_store")],
    events: ["session.created", "session.store_failed"],
    afterwards: [result("resolve", "unavailable"), result("resolve", "authenticated")],
    business: [result("create", "done")],
  };
}

function result(call: string, status: string | number): CallResult {
  return { call, status, cookies: 0, retryAfter: false };
}
