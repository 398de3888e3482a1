import { problem } from "@sessionkit/core";
import { readBody, sendAnswer } from "@sessionkit/core/binding";
import type { NextApiHandler, NextApiRequest } from "next";
import { type PagesSettings, pagesRequest } from "./pages-request.ts";

/** The endpoints of core, for `pages/api/auth/[...session].ts`. */
export function createHandlers(binding: PagesSettings): NextApiHandler {
  return async (req, res) => {
    const { sessions } = binding;
    const current = pagesRequest(binding, req, res);
    const url = endpointUrl(sessions.basePath, req.url ?? "/");
    const text = (maxBytes: number) => bodyText(req, maxBytes);
    const answer = await sessions.handle(current.endpoint(url, text));
    sendAnswer(res, answer ?? problem("not_found"));
  };
}

/** The endpoints' own path may include Next's `basePath`, which is not in the URL of an API route. */
function endpointUrl(basePath: string, url: string): string {
  for (let at = 0; at !== -1; at = basePath.indexOf("/", at + 1)) {
    if (url.startsWith(`${basePath.slice(at)}/`)) return basePath.slice(0, at) + url;
  }
  return url;
}

/** As Next has parsed it, or as it arrives if `bodyParser` is off: then no more than `maxBytes` are read. */
async function bodyText(req: NextApiRequest, maxBytes: number): Promise<string | null> {
  if (req.body === undefined) return readBody(req, maxBytes);
  const text = typeof req.body === "string" ? req.body : JSON.stringify(req.body);
  return new TextEncoder().encode(text).length > maxBytes ? null : text;
}
