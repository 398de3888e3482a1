import type { SessionStore } from "@sessionkit/core";

const VERBS = [
  "insert",
  "find",
  "update",
  "delete",
  "findByUser",
  "deleteByUser",
  "deleteExpired",
  "publishRevocation",
  "readRevocations",
  "deleteRevocations",
];

/** The client of `serveStore`. Needs only `fetch`, so that it runs on every runtime. */
export function createRemoteStore(url: string): SessionStore {
  const call = async (verb: string, args: readonly unknown[]): Promise<unknown> => {
    const response = await fetch(url, { method: "POST", body: encode([verb, args]) });
    const { result, failure } = decode(await response.text()) as RemoteResult;
    if (failure !== undefined) throw new Error(`${verb} failed: ${failure}`);
    return result;
  };
  const verbs = VERBS.map((verb) => [verb, (...args: unknown[]) => call(verb, args)]);
  return Object.fromEntries(verbs) as SessionStore;
}

export interface RemoteResult {
  readonly result?: unknown;
  readonly failure?: string;
}

/** JSON that preserves dates, and `undefined` among arguments. */
export function encode(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, plain: unknown) {
    const original = this[key];
    if (original instanceof Date) return { [DATE]: original.getTime() };
    return original === undefined ? { [UNDEFINED]: true } : plain;
  });
}

export function decode(text: string): unknown {
  return revive(JSON.parse(text));
}

const DATE = "$date";
const UNDEFINED = "$undefined";

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if (DATE in value) return new Date(Number(value[DATE]));
  if (UNDEFINED in value) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revive(member)]));
}
