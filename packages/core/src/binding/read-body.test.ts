import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readBody } from "./read-body.ts";

const CHUNK = 1_024;

/** Endless, and counts what was read of it. */
function endless(): {
  chunks: AsyncIterable<Uint8Array>;
  read: () => number;
  closed: () => boolean;
} {
  let count = 0;
  let ended = false;
  async function* generate(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        count++;
        yield new Uint8Array(CHUNK).fill(120);
      }
    } finally {
      ended = true;
    }
  }
  return { chunks: generate(), read: () => count * CHUNK, closed: () => ended };
}

function webStream(source: AsyncIterable<Uint8Array>): {
  stream: ReadableStream<Uint8Array>;
  cancelled: () => boolean;
} {
  const iterator = source[Symbol.asyncIterator]();
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, cancelled: () => cancelled };
}

async function* chunksOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  for (const chunk of chunks) yield chunk;
}

describe("a body", () => {
  test.each([null, undefined])("that is %s is empty text", async (body) => {
    expect(await readBody(body, 10)).toBe("");
  });

  test.each([
    ["a stream of Node's", (text: string) => Readable.from([Buffer.from(text)])],
    ["a web stream", (text: string) => new Response(text).body],
    ["chunks of text", (text: string) => chunksOf(text)],
    [
      "single bytes",
      (text: string) => chunksOf(...[...Buffer.from(text)].map((byte) => Uint8Array.of(byte))),
    ],
  ])("as %s is its text", async (_, body) => {
    for (const text of ['{"sessionToken":"v1"}', "grüße 👋", "x".repeat(500)])
      expect(await readBody(body(text), 1_000)).toBe(text);
  });

  test("is counted in bytes: at the limit it is text, one byte more is null", async () => {
    const text = "é".repeat(50);
    for (const body of [() => new Response(text).body, () => Readable.from([Buffer.from(text)])]) {
      expect(await readBody(body(), 100)).toBe(text);
      expect(await readBody(body(), 99)).toBeNull();
    }
  });

  test("of text chunks is counted in bytes, too", async () => {
    expect(await readBody(chunksOf("é".repeat(50)), 99)).toBeNull();
    expect(await readBody(chunksOf("é".repeat(50)), 100)).toBe("é".repeat(50));
  });

  test("without end is given up at the limit: little more is read, and the source is closed", async () => {
    const { chunks, read, closed } = endless();
    expect(await readBody(chunks, 16_384)).toBeNull();
    expect(read()).toBeLessThanOrEqual(16_384 + 2 * CHUNK);
    expect(closed()).toBe(true);
  });

  test("without end as a web stream is given up, and cancelled", async () => {
    const { chunks, read } = endless();
    const { stream, cancelled } = webStream(chunks);
    expect(await readBody(stream, 16_384)).toBeNull();
    expect(read()).toBeLessThanOrEqual(16_384 + 2 * CHUNK);
    expect(cancelled()).toBe(true);
  });

  test("that is read to its end is not cancelled", async () => {
    const { stream, cancelled } = webStream(
      (async function* () {
        yield new TextEncoder().encode("ab");
      })(),
    );
    expect(await readBody(stream, 16)).toBe("ab");
    expect(cancelled()).toBe(false);
  });

  test("that breaks off rejects", async () => {
    const broken = (async function* () {
      yield "ab";
      throw new Error("aborted");
    })();
    await expect(readBody(broken, 16)).rejects.toThrow("aborted");
    const stream = new ReadableStream({
      pull: (controller) => controller.error(new Error("reset")),
    });
    await expect(readBody(stream, 16)).rejects.toThrow("reset");
  });

  test("that is no UTF-8 is text with replacement characters, and does not reject", async () => {
    expect(await readBody(chunksOf(Uint8Array.of(0xff, 0x61)), 16)).toBe("\ufffda");
    expect(await readBody(chunksOf(Uint8Array.of(0xe2, 0x82)), 16)).toBe("\ufffd");
  });
});
