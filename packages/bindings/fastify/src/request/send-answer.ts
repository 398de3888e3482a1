import type { EndpointResponse, ProblemResponse } from "@sessionkit/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Binding } from "../binding/binding.ts";
import { addHeaders } from "./reply-headers.ts";

/** Sends the answer of an endpoint. */
export function sendAnswer(
  reply: FastifyReply,
  { status, headers, body, stream }: EndpointResponse,
): FastifyReply {
  addHeaders(reply.code(status), headers);
  return reply.send(stream ?? body ?? undefined);
}

/** Refuses a request: as `problem` of core says, or as the application does. */
export async function refuse(
  binding: Binding,
  refusal: ProblemResponse,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!binding.refuse) return sendAnswer(reply, refusal);
  await binding.refuse(refusal.problem, request, reply);
  return reply;
}
