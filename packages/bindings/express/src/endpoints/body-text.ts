import type { Request } from "express";

/** Longer bodies are none that an endpoint reads. */
const MAX_LENGTH = 16_384;

/**
 * The body as text, whether or not a parser has had it: what it made of JSON is written again. Reads little more than an
 * endpoint would accept. Rejects where somebody else has read it and kept nothing.
 */
export async function bodyText(req: Request): Promise<string> {
  if (!req.readableDidRead) return readText(req);
  const body: unknown = req.body;
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  if (body === undefined) throw new TypeError("The body has been read, and req.body is not set.");
  return JSON.stringify(body);
}

async function readText(req: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of req) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MAX_LENGTH) break;
  }
  return text;
}
