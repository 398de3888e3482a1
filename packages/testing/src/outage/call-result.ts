import type { EndpointResponse, Outcome } from "@sessionkit/core";
import type { CallResult } from "./outage.ts";

/** The result of a call, in one shape for outcomes, HTTP answers and errors. */
export async function callResult(
  call: string,
  run: () => Promise<Outcome | EndpointResponse | object | boolean | null>,
): Promise<CallResult> {
  const nothing = { call, status: "done", cookies: 0, retryAfter: false };
  try {
    const answer = await run();
    if (typeof answer !== "object" || answer === null) return nothing;
    if ("headers" in answer) return { ...nothing, ...ofResponse(answer as EndpointResponse) };
    if (!("status" in answer)) return nothing;
    const { status, cookies } = answer as Outcome;
    return { ...nothing, status, cookies: cookies.length };
  } catch (error) {
    return { ...nothing, status: codeOf(error) };
  }
}

function ofResponse({ status, headers }: EndpointResponse): Partial<CallResult> {
  const names = headers.map(([name]) => name);
  return {
    status,
    cookies: names.filter((name) => name === "set-cookie").length,
    retryAfter: names.includes("retry-after"),
  };
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : String(error);
}
