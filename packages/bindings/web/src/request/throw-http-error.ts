import { problemOf } from "@sessionkit/core/binding";
import type { Binding } from "../binding/binding.ts";
import { SessionHttpError } from "../binding/session-http-error.ts";

/** Converts an error of core and throws it, in the form that the framework answers; throws other errors as they are. */
export function throwHttpError({ throwAs }: Binding): (error: unknown) => never {
  return (cause) => {
    const error = cause instanceof SessionHttpError ? cause : convert(cause);
    throw error instanceof SessionHttpError && throwAs ? throwAs(error) : error;
  };
}

function convert(cause: unknown): unknown {
  const answer = problemOf(cause);
  return answer ? new SessionHttpError(answer, cause) : cause;
}
