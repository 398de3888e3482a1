import { type AnySessions, problem } from "@sessionkit/core";
import { sendAnswer } from "@sessionkit/core/binding";
import type { NextApiHandler, NextApiRequest } from "next";
import { pagesRequest } from "./pages-request.ts";

/** The endpoints of core, for `pages/api/auth/[...session].ts`. */
export function createHandlers(sessions: AnySessions): NextApiHandler {
  return async (req, res) => {
    const current = pagesRequest(sessions, req, res);
    const url = endpointUrl(sessions.basePath, req.url ?? "/");
    const answer = await sessions.handle(current.endpoint(url, () => bodyText(req)));
    sendAnswer(res, answer ?? problem("not_found"));
  };
}

/** The endpoints' own path may include Next's `basePath`, which is not in what an API route is told. */
function endpointUrl(basePath: string, url: string): string {
  for (let at = 0; at !== -1; at = basePath.indexOf("/", at + 1)) {
    if (url.startsWith(`${basePath.slice(at)}/`)) return basePath.slice(0, at) + url;
  }
  return url;
}

/** As Next has parsed it, or as it comes where `bodyParser` is off. */
async function bodyText(req: NextApiRequest): Promise<string> {
  if (typeof req.body === "string") return req.body;
  if (req.body !== undefined) return JSON.stringify(req.body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of req) chunks.push(chunk as Uint8Array);
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
