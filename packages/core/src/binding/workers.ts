import { isWorkers } from "../base/is-workers.ts";

/** Workers have no socket, and Cloudflare overwrites this header of the client. Other platforms do not. */
const ON_WORKERS = isWorkers();

/** The address of the client on Cloudflare Workers; undefined on other platforms. */
export function workersAddress(request: Request): string | null | undefined {
  return ON_WORKERS ? request.headers.get("cf-connecting-ip") : undefined;
}
