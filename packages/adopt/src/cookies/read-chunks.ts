import type { Cookies } from "./read-cookies.ts";

/**
 * How a library splits a value that is too long for one cookie. `dotted`: `name.0`, `name.1`, … `counted`: `name` has the
 * number of chunks, which are `name.1`, `name.2`, … `whole`: it does not.
 */
export type Chunking = "whole" | "dotted" | "counted";

/** More than the header of a request has room for. */
const MAX_CHUNKS = 16;
const MAX_LENGTH = 16_384;

/**
 * Returns the value under a name, joined from its chunks, or null if it is missing, incomplete, ambiguous, or longer than 16
 * chunks or 16 KiB. A whole cookie has precedence over chunks, which may be left from an earlier session.
 */
export function readChunks(cookies: Cookies, name: string, chunking: Chunking): string | null {
  const value = join(cookies, name, chunking);
  return value !== null && value.length <= MAX_LENGTH ? value : null;
}

function join(cookies: Cookies, name: string, chunking: Chunking): string | null {
  const single = cookies.get(name);
  if (chunking === "counted" && single?.startsWith(COUNT)) {
    return joinCounted(cookies, name, single.slice(COUNT.length));
  }
  if (single) return single;
  return chunking === "dotted" && single !== null ? joinDotted(cookies, name) : null;
}

const COUNT = "__chunked__";

function joinCounted(cookies: Cookies, name: string, count: string): string | null {
  if (!/^[1-9]\d?$/.test(count) || Number(count) > MAX_CHUNKS) return null;
  const chunks = Array.from({ length: Number(count) }, (_, index) =>
    cookies.get(`${name}.${index + 1}`),
  );
  return chunks.every(Boolean) ? chunks.join("") : null;
}

/** Ends at the first gap: the value is then incomplete, and does not pass verification. */
function joinDotted(cookies: Cookies, name: string): string | null {
  let value = "";
  for (let index = 0; index <= MAX_CHUNKS; index++) {
    const chunk = cookies.get(`${name}.${index}`);
    if (!chunk) return chunk === null || value === "" ? null : value;
    value += chunk;
  }
  return null;
}

/** Whether the request has a cookie of this name, or a chunk of it, that is not empty. */
export function hasCookie(cookies: Cookies, name: string): boolean {
  return chunkNames(cookies, name).some((one) => cookies.get(one) !== "");
}

/** The names of the request that are this name or one of its chunks. */
export function chunkNames(cookies: Cookies, name: string): string[] {
  return [...cookies.keys()].filter(
    (one) => one === name || (one.startsWith(`${name}.`) && CHUNK.test(one.slice(name.length + 1))),
  );
}

/** 0 to 16. */
const CHUNK = /^(?:\d|1[0-6])$/;
