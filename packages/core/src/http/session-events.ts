import type { Context } from "../flow/context.ts";
import { watchSession } from "../flow/watch-session.ts";
import type { Session } from "../session/session.ts";

/** Proxies close connections that are silent for a minute. In milliseconds. */
const HEARTBEAT = 25_000;

/**
 * Server-sent events of a session: `end` with `{ "reason": … }` once, after which the stream ends, and `claims`. Each is a
 * hint for the client to check its session. A comment is sent every 25 seconds. After a sign-out or a new sign-in of this
 * browser, the stream ends without an event.
 */
export function sessionEvents(context: Context, session: Session): ReadableStream<Uint8Array> {
  const closed = new AbortController();
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(stream) {
      const send = (text: string): void => stream.enqueue(encoder.encode(`${text}\n\n`));
      const heartbeat = setInterval(() => send(":"), HEARTBEAT);
      (heartbeat as { unref?: () => void }).unref?.();
      closed.signal.addEventListener("abort", () => clearInterval(heartbeat));
      const end = (): void => {
        closed.abort();
        // After a sign-out or a sign-in of this browser, its own page knows, and an event would come before the answer.
        const isOwn = context.denylist.endingOf(session.id)?.cookiesCleared;
        if (isOwn) send("retry: 30000");
        else send(`event: end\ndata: ${JSON.stringify({ reason: signal.reason })}`);
        stream.close();
      };
      const signal = watchSession(context, session, {
        until: closed.signal,
        onClaimsChanged: () => !closed.signal.aborted && send("event: claims\ndata: {}"),
      });
      // Tells the browser that the connection is open, and when to open it again after it is lost.
      send("retry: 5000");
      if (signal.aborted) end();
      else signal.addEventListener("abort", end);
    },
    cancel: () => closed.abort(),
  });
}
