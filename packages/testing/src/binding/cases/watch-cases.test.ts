import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openStream } from "./watch-cases.ts";

const client = { cookieHeader: () => "" };

/** Applications whose streams do not begin. */
const buffered: Readonly<Record<string, RequestListener>> = {
  "no headers": () => undefined,
  "headers without text": (_, response) => response.flushHeaders(),
};

describe("a stream of which a client sees", () => {
  test.each(Object.entries(buffered))("%s fails early, with what to do", async (_, listener) => {
    const origin = await serve(listener);
    const opened = openStream(client, origin, "/watch", 200).then((stream) => stream.until("a"));
    await expect(opened).rejects.toThrow(/GET \/watch has sent nothing for 0\.2 s.*flushHeaders/);
  });

  test("its first text at once is read until it ends, however long that takes", async () => {
    let finish: () => void = () => undefined;
    const origin = await serve((_, response) => {
      response.write("a");
      finish = () => response.end("b");
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const stream = await openStream(client, origin, "/watch", 200);
    await stream.until("a");
    vi.advanceTimersByTime(1_000);
    finish();
    expect(await stream.rest()).toBe("ab");
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
