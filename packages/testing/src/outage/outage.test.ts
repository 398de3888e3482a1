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
      breaks: "answers unavailable, in time, while the store is out of reach",
      by: broken({ requests: [result("resolve", "unauthenticated")] }),
    },
    "a refresh on its way that signs out": {
      breaks: "says of nobody that they are not signed in, from the first failure to the recovery",
      by: broken({ inFlight: [result("refresh", "unauthenticated")] }),
    },
    "a cookie that is deleted": {
      breaks: "touches no cookie",
      by: broken({ endpoints: [{ ...result("POST /logout", 503), cookies: 2 }] }),
    },
    "an endpoint that answers 401": {
      breaks: "answers every endpoint with 503, and says when to ask again",
      by: broken({ endpoints: [result("GET /session", 401)] }),
    },
    "a sign-in that is not kept": {
      breaks: "signs nobody in or out by halves: the verbs fail with session_store",
      by: broken({ verbs: [result("create", "authenticated")] }),
    },
    "a session that is said to have ended": {
      breaks: "tells session.store_failed, and of no session that it ended",
      by: broken({ events: ["session.store_failed", "session.expired"] }),
    },
    "a store that does not come back": {
      breaks: "knows the very same cookies again once the backend is back, without a restart",
      by: broken({ afterwards: [result("resolve", "unavailable")] }),
    },
    "a sign-in that fails afterwards": {
      breaks: "signs in and lists sessions again afterwards",
      by: broken({ business: [result("create", "session_store")] }),
    },
    "an access token that is asked about": {
      breaks: "goes on with access tokens that have not run out",
      by: broken({ signed: [result("resolve", "unavailable")] }),
    },
  },
);

describe("an outage", () => {
  it.each<[string, string, (store: SessionStore) => Partial<SessionStore>]>([
    [
      "a store that reads an outage as not found",
      "says of nobody that they are not signed in, from the first failure to the recovery",
      (store) => ({ find: (id) => store.find(id).catch(() => null) }),
    ],
    [
      "a store that lists nothing in an outage",
      "signs nobody in or out by halves: the verbs fail with session_store",
      (store) => ({ findByUser: (id, now) => store.findByUser(id, now).catch(() => []) }),
    ],
    [
      "a store that writes later",
      "signs nobody in or out by halves: the verbs fail with session_store",
      (store) => ({
        insert: async (record) => void store.insert(record).catch(() => undefined),
        update: (id, version, changes) => store.update(id, version, changes).catch(() => "updated"),
      }),
    ],
    [
      "a store that never asks again what failed once",
      "knows the very same cookies again once the backend is back, without a restart",
      neverAgain,
    ],
  ])("tells %s", async (_, breaks, by) => {
    const subject = subjectOf(await serve(), (store) => ({ ...store, ...by(store) }));
    onTestFinished(() => subject.close?.() as Promise<void>);
    const report = await playOutage(subject, "cut", "jwt", { timeout: "1s", patience: 200 });
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

/** Of the second outage only: the contract looks at each. */
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
