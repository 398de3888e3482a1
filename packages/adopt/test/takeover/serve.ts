import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

type Handler = (request: Request) => Response | Promise<Response>;

/** The servers of a test file, which `closeServers` closes. */
const closers: (() => void | Promise<void>)[] = [];

/** Serves a handler of web requests on loopback. Resolves to its origin. */
export async function serve(create: (origin: string) => Handler): Promise<string> {
  let handler: Handler | undefined;
  // Cookies that are too large for an adopter must reach it.
  const server = createServer({ maxHeaderSize: 256 * 1024 }, async (incoming, outgoing) => {
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const request = new Request(new URL(incoming.url ?? "/", origin), {
      method: incoming.method ?? "GET",
      headers: new Headers(incoming.headers as Record<string, string>),
      ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
    });
    const response = await handler?.(request);
    const headers = [...(response?.headers ?? [])].flat();
    outgoing.writeHead(response?.status ?? 500, headers);
    if (response?.body) await pipeline(Readable.fromWeb(response.body as never), outgoing);
    else outgoing.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handler = create(origin);
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return origin;
}

/** Closes a server of another kind with the others. */
export function closeLater(close: () => void | Promise<void>): void {
  closers.push(close);
}

export async function closeServers(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}
