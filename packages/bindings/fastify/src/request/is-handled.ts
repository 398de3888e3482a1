import { isEndpoint, isKeySet } from "@sessionkit/core/binding";
import type { FastifyRequest } from "fastify";
import type { Binding } from "../binding/binding.ts";

/** Whether `handlers` answers a request, and `attach` leaves it alone. */
export function isHandled({ sessions }: Binding, { originalUrl }: FastifyRequest): boolean {
  return isEndpoint(sessions, originalUrl) || isKeySet(originalUrl);
}
