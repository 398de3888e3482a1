import type { Connection } from "./connection.ts";
import { cookieIn } from "./cookie-jar.ts";
import { createHarness, MONDAY } from "./harness.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { type Answer, type Decision, THIEF } from "./server.ts";
import type { Theft } from "./simulate-theft.ts";
import { steal } from "./steal.ts";
import { NO_TRACE } from "./trace.ts";
import { alwaysActive } from "./week.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OBSERVED = 12 * HOUR;
/** After the end of the session, until the last access token has ended and the owner has noticed. */
const AFTERMATH = 20 * MINUTE;

export interface JarTheft extends Theft {
  /** The theft happens within seconds after the sign-in, before the browser has proven its key. */
  readonly early?: boolean;
}

export interface JarResult {
  /** Minutes from the theft to the last request of the thief that the server accepted. */
  readonly useful: number;
  /** The answer to the thief's last refresh, with the last token that he had: its reason, or `authenticated`. */
  readonly end: string;
  /** Events after the theft that report it. */
  readonly reported: readonly Decision[];
  /** Interruptions of the owner. */
  readonly signOuts: number;
  readonly stepUps: number;
}

const REPORTS: ReadonlySet<Decision> = new Set([
  "reused",
  "converged elsewhere",
  "binding failed",
  "binding lost",
]);

/** A thief copies the cookie jar of an active owner. He tries his last access token once a minute. */
export async function simulateStolenJar(
  scenario: Scenario,
  { thief: kind, stepsUp, early = false }: JarTheft,
  seed: string,
): Promise<JarResult> {
  const random = new Random(`jar/${seed}`);
  const stolenAt = early ? random.between(1_000, 10_000) : random.between(HOUR, 2 * HOUR);
  const reported = new Set<Decision>();
  const purse = new Map<string, string>();
  let useful = 0;
  let end: string | null = null;
  let isOver = false;
  const harness = createHarness(scenario, {
    random,
    week: alwaysActive(stolenAt + OBSERVED),
    stepsUp,
    onDecision(decision) {
      if (timeline.now() - MONDAY < stolenAt || isOver) return;
      thief.onDecision(decision);
      if (decision === "reused" && !reported.has("reused")) timeline.after(AFTERMATH, finish);
      if (REPORTS.has(decision)) reported.add(decision);
    },
    trace: () => NO_TRACE,
  });
  const { timeline, server, browser, run } = harness;
  const watch = (connection: Connection): Connection => ({
    ...connection,
    send: (purpose, timeout, done, what) =>
      connection.send(
        purpose,
        timeout,
        (answer) => {
          if (purpose !== "bound") onAnswer(answer);
          done(answer);
        },
        what,
      ),
  });
  const { thief, copy } = steal(harness, { random, kind, after: stolenAt, watch });
  timeline.after(stolenAt, use);
  timeline.after(stolenAt + OBSERVED - MINUTE, finish);

  /** With the access token alone, so that the request refreshes nothing. */
  function use(): void {
    cookie("__Host-session");
    ask("page", cookie("__Host-access"), onAnswer);
    timeline.after(MINUTE, use);
  }

  function onAnswer(answer: Answer | null): void {
    if (answer?.status === "authenticated") useful = (timeline.now() - MONDAY - stolenAt) / MINUTE;
  }

  function finish(): void {
    isOver = true;
    ask("refresh", cookie("__Host-session"), ({ status, reason }) => {
      end = status === "authenticated" ? status : (reason ?? status);
      timeline.stop();
    });
  }

  /** The last cookie that the thief had, also if the server has deleted it. */
  function cookie(name: string): string {
    const value = cookieIn(copy.header(timeline.now()), name) ?? purse.get(name) ?? "";
    purse.set(name, value);
    return `${name}=${value}`;
  }

  function ask(purpose: "page" | "refresh", header: string, done: (answer: Answer) => void): void {
    timeline.start(() => server.answer({ purpose, cookie: header, client: THIEF }), done);
  }

  await run(stolenAt + OBSERVED);
  const { signOuts, stepUps } = browser.interruptions;
  if (end === null) throw new Error("The last request of the thief was not answered.");
  return { useful, end, reported: [...reported], signOuts, stepUps };
}
