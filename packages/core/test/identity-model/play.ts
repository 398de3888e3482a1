import { expect } from "vitest";
import type { SetCookie } from "../../src/index.ts";
import { OLD_COOKIE } from "../old-library.ts";
import { ACCESS, SESSION } from "../signed-in.ts";
import { checkStore } from "./check-store.ts";
import { createModel, type Model, type Sent, type Strategies } from "./model.ts";
import { presentOld, signInToOther } from "./other-library.ts";
import type { Sequence, Step, Verb } from "./step.ts";
import { runVerb } from "./verbs.ts";

/** Plays a sequence. At its end, both processes agree about the browser, and after a month no session is left. */
export async function play(strategies: Strategies, { setting, steps }: Sequence): Promise<void> {
  const model = createModel(strategies, setting);
  for (const step of steps) {
    await start(model, step);
    await pass(model, step.gap);
  }
  await pass(model, 60);
  for (const process of [0, 1] as const) {
    const last = { process, user: "ada", isDated: true, legs: [0, 0], isLost: false } as const;
    await start(model, { ...last, verb: "strict", gap: 1 });
    await pass(model, 1);
  }
  model.clock.advance("32d");
  await model.services[0].sessions.prune();
  await checkStore(model);
}

async function start(model: Model, step: Step): Promise<void> {
  const { verb } = step;
  if (verb === "sign in to the other library") signInToOther(model, step);
  else if (verb === "present an old credential") await presentOld(model, step);
  else send(model, step);
}

function send(model: Model, step: Step): void {
  const { browser, clock, queue, ledger } = model;
  const credential = browser.jar.get(OLD_COOKIE) ?? null;
  const sent: Sent = {
    ...step,
    ...namedBy(browser.jar.get(SESSION)),
    request: browser.request({ method: step.verb === "page" ? "GET" : "POST" }),
    credential,
    isBeside: credential !== null && ledger.credential(credential).isBeside,
  };
  const arrive = async (): Promise<void> => {
    const { cookies, isKept } = await runVerb(model, sent);
    await checkStore(model);
    if (step.isLost || !isKept) return;
    queue.push({ at: clock() + step.legs[1] * 1000, run: () => obey(model, sent, cookies) });
  };
  queue.push({ at: clock() + step.legs[0] * 1000, run: arrive });
}

function namedBy(cookie: string | undefined): Pick<Sent, "id" | "actorId"> {
  const [id = null, actorId = null] = (cookie ?? "").split("~").map((token) => token.split(".")[2]);
  return { id, actorId };
}

const REPLACING: ReadonlySet<Verb> = new Set(["sign in", "impersonate", "return"]);
const CLEARING: ReadonlySet<Verb> = new Set(["sign out", "sign out all"]);

/** An answer replaces or clears the session that its request has presented only for these verbs, or if it has ended. */
function obey({ browser, ledger }: Model, { verb, id }: Sent, cookies: readonly SetCookie[]): void {
  const before = namedBy(browser.jar.get(SESSION)).id;
  browser.obey({ cookies });
  // A refusal by another process, which arrives after a sign-in, may clear the session cookie alone.
  if (!browser.jar.has(SESSION)) browser.jar.delete(ACCESS);
  const after = namedBy(browser.jar.get(SESSION)).id;
  if (before === null || before !== id || before === after || !ledger.isLiving(before)) return;
  const isMeant = (after === null ? CLEARING : REPLACING).has(verb);
  expect(isMeant, `${verb} replaces ${before} by ${after}`).toBe(true);
}

async function pass({ queue, clock }: Model, seconds: number): Promise<void> {
  const until = clock() + seconds * 1000;
  for (;;) {
    const [next] = queue.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    if (!next) break;
    queue.splice(queue.indexOf(next), 1);
    clock.set(Math.max(clock(), next.at));
    await next.run();
  }
  clock.set(until);
}
