import { type HeaderTarget, putHeaders } from "@sessionkit/core/binding";
import type { FastifyReply } from "fastify";

/** The headers of a reply. Fastify itself appends to `Set-Cookie`. */
export function headersOf(reply: FastifyReply): HeaderTarget {
  return {
    getHeader: (name) => reply.getHeader(name),
    setHeader: (name, value) => reply.removeHeader(name).header(name, value),
  };
}

/** Adds headers of core to a reply. */
export function addHeaders(reply: FastifyReply, headers: Parameters<typeof putHeaders>[1]): void {
  if (headers.length > 0) putHeaders(headersOf(reply), headers);
}
