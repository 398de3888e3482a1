import { type Cookie, cookieIn } from "./cookie-jar.ts";
import type { Answer, Decision, Purpose } from "./server.ts";
import type { Timeline } from "./timeline.ts";

/** A readable log of the session tokens of one user. */
export interface Trace {
  request(purpose: Purpose, cookie: string): (event: string, answer?: Answer) => void;
  signedIn(answer: Answer): void;
  onDecision(decision: Decision): void;
  note(text: string): void;
  /** The last lines before each reuse, and before each request whose browser seems to have lost its key. */
  readonly lines: readonly string[];
}

const NOTHING = (): void => undefined;

/** For users that are not traced. */
export const NO_TRACE: Trace = {
  request: () => NOTHING,
  signedIn: NOTHING,
  onDecision: NOTHING,
  note: NOTHING,
  lines: [],
};

const MAX_LINES = 100;

export function createTrace(timeline: Timeline): Trace {
  const start = timeline.now();
  const lines: string[] = [];
  let recent: string[] = [];
  let requests = 0;
  const add = (line: string): void => {
    recent.push(`${((timeline.now() - start) / 1000).toFixed(3).padStart(12)} s  ${line}`);
    if (recent.length > MAX_LINES) recent = recent.slice(-MAX_LINES);
  };
  return {
    lines,
    request(purpose, cookie) {
      const name = `#${++requests} ${purpose}`;
      const quiet = purpose === "page" && accessOf(cookie) !== null;
      const held = `session ${positionOf(sessionOf(cookie))}, access ${accessOf(cookie) ?? "none"}`;
      if (!quiet) add(`${name} sent with ${held}`);
      return (event, answer) => {
        const got = answer ? `: ${answer.reason ?? answer.status} ${describe(answer.cookies)}` : "";
        if (!quiet || (answer && answer.cookies.length > 0)) add(`${name} ${event}${got}`);
      };
    },
    signedIn: (answer) => add(`signed in ${describe(answer.cookies)}`),
    note: add,
    onDecision(decision) {
      add(`  → ${decision}`);
      if (decision !== "reused" && decision !== "binding lost") return;
      lines.push(...recent);
      recent = [];
    },
  };
}

function describe(cookies: readonly Cookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${positionOf(value)}`).join(" ");
}

function sessionOf(cookie: string): string {
  return cookieIn(cookie, "__Host-session") ?? cookieIn(cookie, "session") ?? "";
}

function accessOf(cookie: string): string | null {
  const token = cookieIn(cookie, "__Host-access") ?? cookieIn(cookie, "access");
  return token === null ? null : positionOf(token);
}

/** Generation and branch of a token of sessionkit; the whole token of another rule. */
function positionOf(token: string): string {
  const parts = token.split(".");
  if (parts[0] === "v1") return `${parts[3]}.${parts[4]}`;
  if (!token.startsWith("eyJ")) return token || "nothing";
  const { gen, br } = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString());
  return `${gen}.${br}`;
}
