import type { Binding, Route } from "./route.ts";

/** Routes for each kind of response. */
export function answerRoutes({
  getSession,
  updateSession,
  watchSession,
}: Binding): Readonly<Record<string, Route>> {
  return {
    "GET /throws": () => {
      throw new Error("Thrown, as the test wants it.");
    },
    "GET /rejects": async (request) => {
      const session = await getSession(request);
      await turn();
      throw new Error(`Rejected for ${session?.userId}, as the test wants it.`);
    },
    "GET /streams": () => stream("text/plain", chunks("one\n", "two\n", "three\n")),
    "GET /events": async (request) => {
      const event = `data: ${(await getSession(request))?.userId}\n\n`;
      return stream("text/event-stream", chunks(event, event, event));
    },
    "GET /watch": async (request) => {
      const ended = await watchSession(request);
      async function* parts(): AsyncGenerator<string> {
        yield "watching\n";
        await new Promise((resolve) => ended.addEventListener("abort", resolve));
        yield ended.reason;
      }
      // Workers delay the first bytes of other types.
      return stream("text/event-stream", parts());
    },
    "GET /compressed": () => new Response("a".repeat(20_000)),
    // Its headers are immutable.
    "GET /redirects": (request) => Response.redirect(new URL("/who", request.url), 303),
    "GET /own-cookies": () => {
      const headers = new Headers();
      headers.append("set-cookie", "theme=dark; Path=/");
      headers.append("set-cookie", "seen=1; Path=/");
      return Response.json({}, { headers });
    },
    "GET /late": (request) => {
      async function* parts(): AsyncGenerator<string> {
        yield "started\n";
        await turn();
        yield await updateSession(request, { note: "late" }).then(
          () => "no error",
          (error: { code: string }) => error.code,
        );
      }
      return stream("text/plain", parts());
    },
    "POST /echo": async (request) => Response.json(await request.json()),
    "POST /echo-text": async (request) => new Response(await request.text()),
  };
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) {
    yield text;
    await turn();
  }
}

function stream(type: string, parts: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel() {
      void parts.return(undefined);
    },
  });
  return new Response(body, { headers: { "content-type": type } });
}

/** A turn of the event loop, on any runtime. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
