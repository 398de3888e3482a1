import type { Method, OpenApi, OperationObject, ResponseObject } from "./open-api.ts";
import { type Operation, operations, TAGS } from "./operations.ts";
import { ref, schemas } from "./schemas.ts";

const REFUSALS: Readonly<Record<number, string>> = {
  400: "The request cannot be read.",
  401: "Nobody is signed in, the proof is too old, or the password is wrong; `code` and `reason` say which.",
  403: "The request came from another site, or the password is wrong.",
  404: "There is no such thing, or it is somebody else's.",
  503: "It cannot be known right now: nobody is signed out, ask again after `Retry-After` seconds.",
};

/** What `GET /openapi.json` answers; a fragment to merge into a description of one's own. */
export const document: OpenApi = {
  openapi: "3.1.0",
  info: {
    title: "express-api",
    version: "0.0.0",
    description:
      "Sessions by cookie and by bearer token. A WebSocket at /live tells a user what becomes of their sessions.",
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
        description: "Beside it the cookie `access`; on https both begin with `__Host-`.",
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
  const anybody = session === "required" ? [] : [{}];
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: session === "public" ? [] : [{ cookie: [] }, { bearer: [] }, ...anybody],
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
