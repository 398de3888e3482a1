import type { Method, OpenApi, OperationObject, ResponseObject } from "./open-api.ts";
import { type Operation, operations, TAGS } from "./operations.ts";
import { ref, schemas } from "./schemas.ts";

const REFUSALS: Readonly<Record<number, string>> = {
  400: "The request is invalid.",
  401: "There is no session, the last proof of identity is too old, or the password is wrong; `code` and `reason` say which.",
  403: "The request came from another site, or the password is wrong.",
  404: "It does not exist, or belongs to another user.",
  503: "The database is unavailable. No user is signed out; retry after `Retry-After` seconds.",
};

/** The answer of `GET /openapi.json`; a fragment to merge into your own description. */
export const document: OpenApi = {
  openapi: "3.1.0",
  info: {
    title: "express-api",
    version: "0.0.0",
    description:
      "Sessions by cookie and by bearer token. A WebSocket at /live sends the events of a user's sessions.",
  },
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  paths: describePaths(),
  components: {
    schemas,
    securitySchemes: {
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: "session",
        description: "Together with the cookie `access`; on https both begin with `__Host-`.",
      },
      bearer: {
        type: "http",
        scheme: "bearer",
        description: "The access token; with strategy database the session token.",
      },
    },
  },
};

function describePaths(): OpenApi["paths"] {
  const paths: Record<string, Partial<Record<Method, OperationObject>>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return paths;
}

function describe({
  id,
  tag,
  summary,
  session,
  parameters,
  body,
  ...rest
}: Operation): OperationObject {
  const [status, description, schema] = rest.answers;
  const anonymous = session === "required" ? [] : [{}];
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: session === "public" ? [] : [{ cookie: [] }, { bearer: [] }, ...anonymous],
    ...(parameters ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: !body.optional,
            content: { "application/json": { schema: ref(body.schema), example: body.example } },
          },
        }
      : {}),
    responses: {
      [status]: { description, ...(schema ? { content: json(schema, "application/json") } : {}) },
      ...Object.fromEntries(rest.refusals.map((refusal) => [refusal, refused(refusal)])),
    },
  };
}

function refused(status: number): ResponseObject {
  return {
    description: REFUSALS[status] ?? "Refused.",
    content: json("Problem", "application/problem+json"),
  };
}

function json(schema: string, type: string): NonNullable<ResponseObject["content"]> {
  return { [type]: { schema: ref(schema) } };
}
