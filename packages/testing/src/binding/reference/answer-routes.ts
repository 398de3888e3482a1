import { setImmediate as turn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { problem } from "@sessionkit/core";
import { closedSignal } from "@sessionkit/core/binding";
import { change, type Route, sessionOf, type Visit } from "./visit.ts";

const TEXT = ["content-type", "text/plain"] as const;

/** Answers in every way that the contract tests. */
export const answerRoutes: Readonly<Record<string, Route>> = {
  "GET /throws": (visit) => {
    throw new Error(`Thrown for ${sessionOf(visit)?.userId}, as the test requires.`);
  },
  "GET /rejects": async (visit) => {
    await turn();
    throw new Error(`Rejected for ${sessionOf(visit)?.userId}, as the test requires.`);
  },
  "GET /streams": (visit) => stream(visit, TEXT, ["one\n", "two\n", "three\n"]),
  "GET /events": (visit) => {
    const event = `data: ${sessionOf(visit)?.userId}\n\n`;
    return stream(visit, ["content-type", "text/event-stream"], [event, event, event]);
  },
  "GET /watch": (visit) => {
    const { sessions, exchange } = visit;
    const session = sessionOf(visit);
    if (!session) return exchange.send(problem("session_required"));
    const res = exchange.begin(200, [TEXT]);
    res.write("watching\n");
    if (exchange.faults.has("watches no session")) return void res.end();
    const ended = sessions.watch(session, { until: closedSignal(res) });
    ended.addEventListener("abort", () => res.end(ended.reason));
  },
  "GET /compressed": ({ exchange }) => {
    const text = Buffer.from("a".repeat(20_000));
    const gzips = exchange.request.header("accept-encoding")?.includes("gzip");
    const encoding = gzips ? ([["content-encoding", "gzip"]] as const) : [];
    exchange.begin(200, [TEXT, ...encoding]).end(gzips ? gzipSync(text) : text);
  },
  "GET /redirects": ({ exchange: { begin, faults, url } }) => {
    const isFollowed = faults.has("redirects to where the request line says");
    begin(303, [["location", isFollowed ? new URL("/who", url).href : "/who"]]).end();
  },
  "GET /own-cookies": ({ exchange }) =>
    exchange.send({
      status: 200,
      headers: [
        ["content-type", "application/json"],
        ["set-cookie", "theme=dark; Path=/"],
        ["set-cookie", "seen=1; Path=/"],
      ],
      body: "{}",
    }),
  "GET /late": async (visit) => {
    const { sessions, exchange } = visit;
    const res = exchange.begin(200, [TEXT]);
    res.write("started\n");
    if (exchange.faults.has("changes after the headers")) {
      await change(visit, (session) => sessions.update(session, { note: "late" }));
      res.end("no error");
    } else {
      res.end("headers_sent");
    }
  },
  "POST /echo": async ({ exchange }) => exchange.json(JSON.parse(await exchange.body())),
  "POST /echo-text": async ({ exchange }) =>
    void exchange.begin(200, [TEXT]).end(await exchange.body()),
};

async function stream(
  { exchange }: Visit,
  type: readonly [string, string],
  chunks: readonly string[],
): Promise<void> {
  const res = exchange.begin(200, [type]);
  for (const chunk of chunks) {
    res.write(chunk);
    await turn();
  }
  res.end();
}
