import { type BoundBrowser, startBoundBrowser } from "@sessionkit/test-servers/browser";
import { type Certificate, createCertificate } from "@sessionkit/test-servers/https";
import type { CreateBindingApp } from "@sessionkit/testing";
import { afterAll, beforeAll, describe, onTestFinished } from "vitest";
import { endCases } from "./cases/end-cases.ts";
import { lossCases } from "./cases/loss-cases.ts";
import { quotaCases } from "./cases/quota-cases.ts";
import { refreshCases } from "./cases/refresh-cases.ts";
import { registrationCases } from "./cases/registration-cases.ts";
import { reloadCases } from "./cases/reload-cases.ts";
import { restartCases } from "./cases/restart-cases.ts";
import { theftCases } from "./cases/theft-cases.ts";
import { unsupportedCases } from "./cases/unsupported-cases.ts";
import { type BoundApp, type BoundStrategy, startBoundApp } from "./harness/bound-app.ts";
import type { Subject } from "./harness/subject.ts";
import { createUser } from "./harness/user.ts";

export interface DeviceBoundOptions {
  /**
   * Also the cases that do not depend on the binding: those that start a browser of their own (restarts, the limit on
   * signatures, a browser without support), and all cases for the `database` strategy.
   */
  readonly full?: boolean;
  /** Only registration, theft, and pages that are loaded again: for a framework that shares its request classes with others. */
  readonly short?: boolean;
  /** Routes that sign in the user in `?user=` by a GET, with an offer on a document or a redirect. */
  readonly signInRoutes?: readonly string[];
  /** Whether `GET /socket` is a WebSocket that answers each message with the user and the message. */
  readonly socket?: boolean;
  /** The framework sets no header at a sign-in: the offer is on the next response. */
  readonly offersLater?: boolean;
  /** Defines further tests, for each strategy. */
  readonly more?: (subject: Subject) => void;
}

/** The contract for bindings with device-bound sessions, in Chromium over https. The application is that of `describeBinding`. */
export function describeDeviceBound(
  name: string,
  createApp: CreateBindingApp,
  options: DeviceBoundOptions = {},
): void {
  describe(`device-bound sessions in Chromium: ${name}`, () => {
    let certificate: Certificate;
    let browser: BoundBrowser;
    const apps = new Map<BoundStrategy, BoundApp>();
    beforeAll(async () => {
      certificate = await createCertificate();
      browser = await startBoundBrowser({ pins: [certificate.pin] });
      for (const strategy of ["jwt", "database"] as const)
        apps.set(strategy, await startBoundApp(createApp, strategy, certificate, options));
    });
    afterAll(async () => {
      await browser.close();
      for (const app of apps.values()) await app.close();
    });

    const pins = (): string[] => [certificate.pin];
    const appOf = (strategy: BoundStrategy): BoundApp => apps.get(strategy) as BoundApp;

    describe.each(["jwt", "database"] as const)("strategy %s", (strategy) => {
      const subject: Subject = {
        ...options,
        strategy,
        pins,
        app: () => appOf(strategy),
        async openUser(user) {
          const device = await browser.openDevice();
          onTestFinished(() => device.context.close());
          return createUser(appOf(strategy), device, `${user}-${strategy}`);
        },
      };
      const isFull = options.full === true;
      registrationCases(subject);
      theftCases(subject);
      reloadCases(subject);
      if (isFull || (strategy === "jwt" && !options.short)) {
        refreshCases(subject);
        lossCases(subject);
        endCases(subject);
      }
      if (isFull) {
        quotaCases(subject);
        unsupportedCases(subject);
      }
      options.more?.(subject);
    });

    if (options.full) restartCases({ pins, app: appOf });
  });
}
