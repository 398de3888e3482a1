import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createSessions } from "@sessionkit/core";
import { type Backend, openStore } from "./open-store.ts";
import type { ProcessSetup } from "./process.ts";

const SESSIONS = 10_000;
const FRAMEWORKS = ["express", "hono", "express", "hono"] as const;

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
}

/**
 * Revokes sessions in one of four processes under load, and requests the other three until each refuses the access token.
 *
 * @returns milliseconds from the call of `revoke` to the refusal, for each process and revocation
 */
export async function measureRevocations(backend: Backend, rounds: number): Promise<number[]> {
  const secret = randomBytes(32).toString("base64url");
  const sessions = createSessions({ strategy: "jwt", secret, store: await openStore(backend) });
  const live: { id: string; token: string }[] = [];
  while (live.length < SESSIONS) {
    const batch = Array.from({ length: 50 }, (_, at) =>
      sessions.create(`user-${live.length + at}`),
    );
    for (const { session, tokens } of await Promise.all(batch))
      live.push({ id: session.id, token: tokens?.accessToken ?? "" });
  }
  const targets = live.splice(0, rounds);
  const processes = await Promise.all(
    FRAMEWORKS.map((framework, at) => {
      const tokens = live.filter((_, index) => index % FRAMEWORKS.length === at);
      return start({ framework, backend, secret, tokens: tokens.map(({ token }) => token) });
    }),
  );
  const times: number[] = [];
  for (const [round, { id, token }] of targets.entries()) {
    const revoking = processes[round % processes.length] as Process;
    const others = processes.filter((one) => one !== revoking);
    for (const { url } of processes) {
      if ((await statusOf(url, token)) !== 200) throw new Error("A live session was refused.");
    }
    // At any time between two reads of a process.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 700));
    const start = performance.now();
    const answered = once(revoking.child, "message");
    revoking.child.send({ revoke: id });
    times.push(...(await Promise.all(others.map(({ url }) => untilRefused(url, token, start)))));
    await answered;
  }
  for (const { child } of processes) child.disconnect();
  return times;
}

async function start(setup: ProcessSetup): Promise<Process> {
  const child = fork(fileURLToPath(new URL("process.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  child.send(setup);
  const [{ port }] = await once(child, "message", { signal: AbortSignal.timeout(60_000) });
  return { child, url: `http://127.0.0.1:${port}/me` };
}

async function statusOf(url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(url, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

async function untilRefused(url: string, token: string, start: number): Promise<number> {
  while ((await statusOf(url, token)) === 200)
    await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - start;
}
