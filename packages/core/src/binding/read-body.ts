const encoder = new TextEncoder();

/** A body as chunks: a stream of Node's, or any other that can be iterated. */
type Chunks = AsyncIterable<Uint8Array | string>;

/** A web stream, of which not every runtime can be iterated. */
interface WebStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

/**
 * A body as text, or null as soon as it is longer than `maxBytes`: the rest is not read into memory. Rejects where the
 * stream fails.
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
    // Left early: the peer may stop sending.
    if (!ended) await reader.cancel();
  }
}
