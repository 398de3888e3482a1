import { isEndpointPath } from "../http/handle.ts";
import type { AnySessions } from "../service/sessions.ts";

/** Whether `handle` of this service answers a URL, such as `/api/auth/session?x=1`: it judges that request by itself. */
export function isEndpoint({ basePath }: AnySessions, url: string): boolean {
  const end = url.search(/[?#]/);
  return isEndpointPath(basePath, end === -1 ? url : url.slice(0, end));
}
