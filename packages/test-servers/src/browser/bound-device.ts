import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/** A profile of a browser that supports device-bound sessions (DBSC), with one page. */
export interface BoundDevice {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser did with its device-bound sessions, in order. */
  readonly events: readonly BoundEvent[];
  /** The device-bound sessions that the browser has now. A browser without support does not report any. */
  sessions(): Promise<readonly BoundSession[]>;
  /** Resolves at the next event of a kind. Call it before the request that causes the event, so that it is not missed. */
  nextEvent(kind: BoundEvent["kind"]): Promise<BoundEvent>;
  /** Removes cookies by name, as if they expired. */
  expire(...names: readonly string[]): Promise<void>;
  /** Gives a cookie another value, as a late answer does. Its attributes stay. */
  replaceCookie(name: string, value: string): Promise<void>;
  /** Copies all cookies into another profile, as a thief of the cookie jar does. The key of this device stays here. */
  copyCookiesTo(other: BoundDevice): Promise<void>;
}

/** An event of the browser, from the DevTools protocol. */
export interface BoundEvent {
  readonly kind: "creation" | "refresh" | "challenge" | "termination";
  readonly succeeded: boolean;
  readonly sessionId: string | null;
  /** `Success`, or the reason, such as `SigningQuotaExceeded` or `PersistentHttpError`. */
  readonly result: string;
}

/** A device-bound session of the browser. */
export interface BoundSession {
  readonly id: string;
  readonly refreshUrl: string;
  /** The names of the cookies whose absence makes the browser refresh. */
  readonly cookies: readonly string[];
}

export async function watchDevice(context: BrowserContext): Promise<BoundDevice> {
  const page = context.pages()[0] ?? (await context.newPage());
  const cdp = await connect(context, page);
  const events: BoundEvent[] = [];
  const waiting = new Set<(event: BoundEvent) => void>();
  cdp.on("Network.deviceBoundSessionEventOccurred", (raw) => {
    const event = toEvent(raw);
    events.push(event);
    for (const receive of waiting) receive(event);
  });
  await enable(cdp);

  return {
    context,
    page,
    events,
    sessions: () => listSessions(context, page),
    nextEvent: (kind) =>
      new Promise((resolve) => {
        const receive = (event: BoundEvent): void => {
          if (event.kind !== kind) return;
          waiting.delete(receive);
          resolve(event);
        };
        waiting.add(receive);
      }),
    async expire(...names) {
      for (const name of names) await context.clearCookies({ name });
    },
    async replaceCookie(name, value) {
      const found = (await context.cookies()).filter((cookie) => cookie.name === name);
      await context.addCookies(found.map((cookie) => ({ ...cookie, value })));
    },
    async copyCookiesTo(other) {
      await other.context.addCookies(await context.cookies());
    },
  };
}

async function connect(context: BrowserContext, page: Page): Promise<CDPSession> {
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  return cdp;
}

async function enable(cdp: CDPSession): Promise<void> {
  await cdp.send("Network.enableDeviceBoundSessions", { enable: true });
}

/** The browser reports its sessions once, to each new connection. */
async function listSessions(context: BrowserContext, page: Page): Promise<readonly BoundSession[]> {
  const cdp = await connect(context, page);
  const reported = new Promise<readonly BoundSession[]>((resolve) => {
    cdp.once("Network.deviceBoundSessionsAdded", ({ sessions }) =>
      resolve(
        sessions.map(({ key, refreshUrl, cookieCravings }) => ({
          id: key.id,
          refreshUrl,
          cookies: cookieCravings.map(({ name }) => name),
        })),
      ),
    );
  });
  await enable(cdp);
  const sessions = await reported;
  await cdp.detach();
  return sessions;
}

interface RawEvent {
  readonly succeeded: boolean;
  readonly sessionId?: string;
  readonly creationEventDetails?: { readonly fetchResult: string };
  readonly refreshEventDetails?: { readonly refreshResult: string; readonly fetchResult?: string };
  readonly challengeEventDetails?: { readonly challengeResult: string };
  readonly terminationEventDetails?: { readonly deletionReason: string };
}

function toEvent(raw: RawEvent): BoundEvent {
  const { succeeded, sessionId = null } = raw;
  const { creationEventDetails: creation, refreshEventDetails: refresh } = raw;
  const { challengeEventDetails: challenge, terminationEventDetails: termination } = raw;
  const common = { succeeded, sessionId };
  if (creation) return { kind: "creation", result: creation.fetchResult, ...common };
  if (refresh) {
    const result = refresh.fetchResult ?? refresh.refreshResult;
    return { kind: "refresh", result, ...common };
  }
  if (challenge) return { kind: "challenge", result: challenge.challengeResult, ...common };
  return { kind: "termination", result: termination?.deletionReason ?? "", ...common };
}
