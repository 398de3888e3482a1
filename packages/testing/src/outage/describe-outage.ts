import type { Duration } from "@sessionkit/core";
import { afterAll, beforeAll, describe } from "vitest";
import { describeContract, TIMEOUT_MS } from "../contract/describe-contract.ts";
import { lockCases } from "./lock-cases.ts";
import type { LockSubject } from "./lock-subject.ts";
import { kindsOf, type OutageReport, type OutageStrategy, type OutageSubject } from "./outage.ts";
import { outageCases } from "./outage-cases.ts";
import { playLock } from "./play-lock.ts";
import { playOutage } from "./play-outage.ts";

export interface OutageOptions {
  /** How long core waits for the silent store: once per kind of outage and strategy. `"1s"`. */
  readonly timeout?: Duration | undefined;
  /**
   * Makes a store over a database that one writer locks as a whole (SQLite), and a way to hold that lock. With it the
   * contract also shows that every write that was answered is in the database, as a second connection reads it.
   */
  readonly createLockSubject?: (() => LockSubject | Promise<LockSubject>) | undefined;
}

/**
 * Registers vitest tests of core over a store whose backend fails and recovers: cut off, and black-holed, paused
 * or kept busy where the subject can do that. The subject is made once, and its outages follow each other.
 */
export function describeOutage(
  name: string,
  createSubject: () => OutageSubject | Promise<OutageSubject>,
  { timeout = "1s", createLockSubject }: OutageOptions = {},
): void {
  describe(`${name} in an outage`, () => {
    let subject: OutageSubject;
    beforeAll(async () => {
      subject = await createSubject();
    }, TIMEOUT_MS);
    afterAll(() => subject?.close?.(), TIMEOUT_MS);
    for (const strategy of ["jwt", "database"] as const) {
      const play = () => playAll(subject, strategy, timeout);
      describeContract(`strategy "${strategy}"`, play, outageCases(strategy));
    }
  });
  if (createLockSubject) describeLock(name, createLockSubject);
}

function describeLock(
  name: string,
  createSubject: NonNullable<OutageOptions["createLockSubject"]>,
): void {
  describe(`${name} locked by another connection`, () => {
    let subject: LockSubject;
    beforeAll(async () => {
      subject = await createSubject();
    }, TIMEOUT_MS);
    afterAll(() => subject?.close?.(), TIMEOUT_MS);
    describeContract("a write", () => playLock(subject), lockCases);
  });
}

async function playAll(
  subject: OutageSubject,
  strategy: OutageStrategy,
  timeout: Duration,
): Promise<OutageReport[]> {
  const reports: OutageReport[] = [];
  for (const kind of kindsOf(subject)) {
    reports.push(await playOutage(subject, kind, strategy, { timeout, patience: PATIENCE_MS }));
  }
  return reports;
}

/** Some drivers wait for seconds before they connect again. */
const PATIENCE_MS = 30_000;
