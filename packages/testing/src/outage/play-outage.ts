import type { Duration } from "@sessionkit/core";
import { vi } from "vitest";
import { requestWith } from "../requests/request-with.ts";
import { callResult } from "./call-result.ts";
import type {
  CallResult,
  OutageKind,
  OutageReport,
  OutageStrategy,
  OutageSubject,
} from "./outage.ts";
import * as calls from "./outage-calls.ts";
import { createOutageService, type OutageService } from "./outage-service.ts";

export interface OutageSettings {
  /** How long core waits for the store. */
  readonly timeout: Duration;
  /** How many milliseconds the store may take to recover after its backend did. */
  readonly patience: number;
}

/** Signs users in, starts an outage during their requests, and ends it. */
export async function playOutage(
  subject: OutageSubject,
  kind: OutageKind,
  strategy: OutageStrategy,
  { timeout, patience }: OutageSettings,
): Promise<OutageReport> {
  const service = await createOutageService(subject, strategy, timeout);
  await calls.warmUp(service);
  const sent = calls.inFlight(service);
  await subject[kind]?.();
  const [inFlight, requests, endpoints, verbs, signed] = await Promise.all([
    sent,
    calls.requests(service),
    calls.endpoints(service),
    calls.verbs(service),
    strategy === "jwt" ? calls.signed(service) : [],
  ]).finally(() => subject.restore());
  const events = [...service.events];
  const afterwards = await askAgain(service, patience);
  const business = await calls.business(service);
  return { kind, inFlight, requests, endpoints, verbs, signed, events, afterwards, business };
}

async function askAgain(
  { sessions, user }: OutageService,
  patience: number,
): Promise<CallResult[]> {
  const results: CallResult[] = [];
  const ask = async () => {
    const request = requestWith(user.cookie, "GET");
    const result = await callResult("resolve", () => sessions.resolve(request));
    results.push(result);
    return result.status !== "unavailable";
  };
  // The results show which calls are still unavailable at the end.
  await vi.waitUntil(ask, { timeout: patience, interval: 50 }).catch(() => undefined);
  return results;
}
