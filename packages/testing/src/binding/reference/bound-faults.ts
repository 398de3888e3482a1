import type { IncomingMessage, ServerResponse } from "node:http";
import type { EndpointResponse, Outcome } from "@sessionkit/core";
import type { BindingWorld } from "../world/create-binding-world.ts";
import type { Exchange } from "./exchange.ts";
import type { Fault } from "./fault.ts";

/** For each fault, the status of the endpoints for browsers that it replaces, and the new status. */
const STATUS: Partial<Record<Fault, readonly [from: number, to: number]>> = {
  "limits requests in an outage": [503, 429],
  "has pages for errors": [503, 400],
  "has no challenge for a browser": [403, 404],
  "binds a session again": [409, 200],
};

/** The answer to a browser's own request, wrong in these ways. */
export function withBoundFaults(
  answer: EndpointResponse | null,
  faults: ReadonlySet<Fault>,
  request: { readonly path: string; readonly site: string | null },
): EndpointResponse | null {
  if (!answer || !request.path.includes("/bound/")) return answer;
  if (faults.has("guards a browser's own requests") && request.site !== "same-origin")
    return { ...answer, status: 403 };
  const isEnd = answer.body?.includes('"continue":false') === true;
  if (isEnd && faults.has("ends a binding by a status")) return { ...answer, status: 404 };
  for (const fault of faults) {
    const [from, to] = STATUS[fault] ?? [];
    if (from === answer.status && to !== undefined) return { ...answer, status: to };
  }
  return answer;
}

/** What `arrivalOf` of core answers in a binding. */
export function arrivalAt(
  { request, faults }: Exchange,
  { reason, cookies }: Outcome,
): EndpointResponse | null {
  if (reason !== "binding_required" || request.header("sec-fetch-mode") !== "navigate") return null;
  const isForeign =
    request.header("sec-fetch-site") === "cross-site" &&
    !faults.has("takes a page of another site for a lost key");
  const isCleared = cookies.length > 0 && !faults.has("takes an old cookie for a lost key");
  if (!(isForeign || isCleared || faults.has("loads every page of a bound session again")))
    return null;
  return {
    status: 200,
    headers: [
      ["refresh", "0"],
      ["cache-control", "private, no-store"],
    ],
    body: "",
  };
}

/** Answers 429 to a proof that was presented twice before. */
export function isOverloaded(
  presented: Map<string, number>,
  req: IncomingMessage,
  res: ServerResponse,
): boolean {
  const proof = String(req.headers["secure-session-response"] ?? "");
  if (!req.url?.includes("/bound/") || proof === "") return false;
  const times = (presented.get(proof) ?? 0) + 1;
  presented.set(proof, times);
  if (times > 2) res.writeHead(429).end();
  return times > 2;
}

/** The outcome. With the fault, a session token without a proof starts a session that is not bound. */
export async function withoutProof(
  sessions: BindingWorld["sessions"],
  request: Exchange["request"],
  outcome: Outcome,
  faults: Exchange["faults"],
): Promise<Outcome> {
  if (!faults.has("lets a session token refresh a bound session")) return outcome;
  const { session } = await sessions.resolve(request, { write: false, binding: "optional" });
  return session ? sessions.create(session.userId) : outcome;
}

/** The request. With the fault, without an access token that is not of the position of the session token beside it. */
export function withoutOlderAccess(
  request: Exchange["request"],
  faults: Exchange["faults"],
): Exchange["request"] {
  if (!faults.has("takes an older access token for a lost key")) return request;
  const cookie = request.header("cookie") ?? "";
  const [, payload = ""] = /__Host-access=[^.;]*\.([^.;]*)/.exec(cookie) ?? [];
  const [, generation, branch] =
    /__Host-session=v1\.[^.;]*\.[^.;]*\.(\d+)\.(\d+)/.exec(cookie) ?? [];
  if (payload === "" || generation === undefined) return request;
  const { gen, br } = JSON.parse(Buffer.from(payload, "base64url").toString());
  if (`${gen}.${br}` === `${generation}.${branch}`) return request;
  const header = (name: string) =>
    name === "cookie" ? cookie.replace(/__Host-access=[^;]*/, "") : request.header(name);
  return { ...request, header };
}
