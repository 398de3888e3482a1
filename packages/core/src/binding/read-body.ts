const encoder = new TextEncoder();

/** A body as chunks: a Node stream, or any other async iterable. */
type Chunks = AsyncIterable<Uint8Array | string>;

/** A web stream: not every runtime makes it async iterable. */
interface WebStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

/**
 * Returns a body as text, or null as soon as it is longer than `maxBytes`: the rest is not read into memory. Rejects if
 * the stream fails.
 */
export async function readBody(
  body: Chunks | WebStream | null | undefined,
  maxBytes: number,
): Promise<string | null> {
  if (!body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of "getReader" in body ? chunksOf(body) : body) {
    bytes += typeof chunk === "string" ? encoder.encode(chunk).length : chunk.length;
    if (bytes > maxBytes) return null;
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function* chunksOf(stream: WebStream): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      if (value) yield value;
    }
  } finally {
    // If the body is too long, the peer may stop sending.
    if (!ended) await reader.cancel();
  }
}
