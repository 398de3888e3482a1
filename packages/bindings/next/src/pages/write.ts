import type { ServerResponse } from "node:http";
import type { AnySessions } from "@sessionkit/core";
import type { Write } from "@sessionkit/core/binding";
import { tooLate, writable } from "../session/writable.ts";
import { type PagesRequest, pagesRequest } from "./pages-request.ts";
import { putCookies } from "./put-cookies.ts";

/** What names a request in the Pages Router. */
interface Place {
  readonly req: PagesRequest;
  readonly res: ServerResponse;
}

/** How verbs write in an API route or in `getServerSideProps`. */
export function createWrite(sessions: AnySessions): Write<Place> {
  return async ({ req, res }, call, work) => {
    if (res.headersSent) throw tooLate(call);
    const current = pagesRequest(sessions, req, res);
    return work(writable(sessions, current, call, (cookies) => putCookies(res, cookies)));
  };
}
