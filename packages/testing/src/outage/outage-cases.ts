import { expect } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import type { CallResult, OutageReport, OutageStrategy } from "./outage.ts";

type Reports = readonly OutageReport[];

/** Every guarantee about outages, checked on the report of one outage of each kind. */
export function outageCases(strategy: OutageStrategy): ContractCase<Reports>[] {
  return strategy === "jwt" ? [...cases, signedCase] : cases;
}

const cases: ContractCase<Reports>[] = [
  {
    title: "returns unavailable, in time, while the store is unreachable",
    async run(reports) {
      const calls = collect(reports, ({ requests }) => requests);
      expect(calls.filter(({ status }) => status !== "unavailable")).toEqual([]);
    },
  },
  {
    title: "reports no user as signed out, from the first failure to the recovery",
    async run(reports) {
      const calls = collect(reports, (report) => [
        ...report.inFlight,
        ...report.requests,
        ...report.endpoints,
        ...report.afterwards,
      ]);
      expect(calls.filter(isSignedOut)).toEqual([]);
    },
  },
  {
    title: "sets and clears no cookie",
    async run(reports) {
      const calls = collect(reports, (report) => [...report.requests, ...report.endpoints]);
      expect(calls.filter(({ cookies }) => cookies > 0)).toEqual([]);
    },
  },
  {
    title: "answers every endpoint with 503 and Retry-After",
    async run(reports) {
      const calls = collect(reports, ({ endpoints }) => endpoints);
      const wrong = calls.filter(({ status, retryAfter }) => status !== 503 || !retryAfter);
      expect(wrong).toEqual([]);
    },
  },
  {
    title: "leaves no partial sign-in or sign-out: the verbs fail with session_store",
    async run(reports) {
      const calls = collect(reports, ({ verbs }) => verbs);
      expect(calls.filter(({ status }) => status !== "session_store")).toEqual([]);
    },
  },
  {
    title: "emits session.store_failed, and no end of a session",
    async run(reports) {
      for (const { kind, events } of reports) {
        expect(events, kind).toContain("session.store_failed");
        expect(
          events.filter((type) => ENDS.has(type)),
          kind,
        ).toEqual([]);
      }
    },
  },
  {
    title: "accepts the same cookies again after the backend has recovered, without a restart",
    async run(reports) {
      const last = collect(reports, ({ afterwards }) => afterwards.slice(-1));
      expect(last.filter(({ status }) => status !== "authenticated")).toEqual([]);
    },
  },
  {
    title: "signs in and lists sessions again afterwards",
    async run(reports) {
      const calls = collect(reports, ({ business }) => business);
      expect(calls.filter(({ status }) => status !== "done")).toEqual([]);
    },
  },
];

const signedCase: ContractCase<Reports> = {
  title: "accepts access tokens that have not expired, if the application trusts them in an outage",
  async run(reports) {
    const calls = collect(reports, ({ signed }) => signed);
    expect(calls.filter(({ status }) => status !== "authenticated")).toEqual([]);
  },
};

const ENDS = new Set(["session.revoked", "session.expired", "session.reused"]);

function isSignedOut({ status }: CallResult): boolean {
  return status === "unauthenticated" || status === 401;
}

/** The calls of every outage, with its kind; at least one each. */
function collect(reports: Reports, pick: (report: OutageReport) => readonly CallResult[]) {
  return reports.flatMap((report) => {
    const calls = pick(report);
    expect(calls.length, `calls in an outage of the kind ${report.kind}`).toBeGreaterThan(0);
    return calls.map((call) => ({ kind: report.kind, ...call }));
  });
}
