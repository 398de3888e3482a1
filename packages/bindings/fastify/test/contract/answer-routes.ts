import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import type { BindingWorld } from "@sessionkit/testing/binding-world";
import type { FastifyInstance } from "fastify";
import type { SessionBinding } from "../../src/index.ts";

/** Routes for each kind of response. */
export function answerRoutes(
  app: FastifyInstance,
  {
    getSession,
    takeHeaders,
    updateSession,
    watchSession,
  }: SessionBinding<BindingWorld["sessions"]>,
): void {
  app.get("/throws", (request) => {
    throw new Error(`Thrown for ${getSession(request)?.userId}, as the test wants it.`);
  });
  app.get("/rejects", async (request) => {
    await turn();
    throw new Error(`Rejected for ${getSession(request)?.userId}, as the test wants it.`);
  });
  app.get("/streams", (_request, reply) =>
    reply.type("text/plain").send(Readable.from(chunks("one\n", "two\n", "three\n"))),
  );
  // A hijacked reply, which passes no onSend.
  app.get("/events", async (request, reply) => {
    const event = `data: ${getSession(request)?.userId}\n\n`;
    reply.hijack();
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream",
      ...(await takeHeaders(request)),
    });
    for await (const chunk of chunks(event, event, event)) reply.raw.write(chunk);
    reply.raw.end();
  });
  app.get("/watch", async (request, reply) => {
    const ended = await watchSession(request);
    const end = new Promise((resolve) => ended.addEventListener("abort", resolve));
    async function* parts(): AsyncGenerator<string> {
      yield "watching\n";
      await end;
      yield ended.reason;
    }
    return reply.type("text/event-stream").send(Readable.from(parts()));
  });
  app.get("/compressed", (_request, reply) => reply.type("text/plain").send("a".repeat(20_000)));
  app.get("/redirects", (_request, reply) => reply.redirect("/who", 303));
  app.get("/own-cookies", (_request, reply) =>
    reply.header("set-cookie", ["theme=dark; Path=/", "seen=1; Path=/"]).send({}),
  );
  app.get("/late", (request, reply) => {
    async function* parts(): AsyncGenerator<string> {
      yield "started\n";
      await turn();
      yield await updateSession(request, { note: "late" }).then(
        () => "no error",
        (error: { code: string }) => error.code,
      );
    }
    return reply.type("text/plain").send(Readable.from(parts()));
  });
  app.post("/echo", async (request) => request.body);
  app.post("/echo-text", (request, reply) => reply.type("text/plain").send(request.body));
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) {
    yield text;
    await turn();
  }
}
