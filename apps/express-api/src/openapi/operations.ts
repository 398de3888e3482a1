import type { Method, Parameter } from "./open-api.ts";
import type { SchemaName } from "./schemas.ts";

/** An operation of the API. The document, the page at `/` and the tests are generated from these. */
export interface Operation {
  readonly id: string;
  readonly tag: keyof typeof TAGS;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** `public` ones ignore the session; `optional` ones answer differently with one. */
  readonly session: "public" | "optional" | "required";
  readonly parameters?: readonly Parameter[];
  readonly body?: {
    readonly schema: SchemaName;
    readonly example: object;
    readonly optional?: true;
  };
  /** The answer of a successful call: a status, and a schema unless it has no body. */
  readonly answers: readonly [status: number, description: string, schema?: SchemaName];
  /** Statuses of refusals, whose body is a problem. */
  readonly refusals: readonly number[];
}

export const TAGS = {
  "Sign in": "With the password of a demo user.",
  Protected: "For signed-in users, by cookie or by bearer token.",
  Sessions: "The endpoints of sessionkit, under /api/auth.",
} as const;

const demo = { email: "ada@example.test", password: "orchid-tundra-41" };

export const operations: readonly Operation[] = [
  {
    id: "signIn",
    tag: "Sign in",
    method: "post",
    path: "/sign-in",
    summary: "Sign in: sets cookies, or answers tokens with transport bearer",
    session: "public",
    body: { schema: "Credentials", example: { ...demo, remember: true } },
    answers: [200, "Signed in.", "SignedIn"],
    refusals: [400, 401, 403, 503],
  },
  {
    id: "confirm",
    tag: "Sign in",
    method: "post",
    path: "/confirm",
    summary: "Check the password again, for routes that require a recent proof",
    session: "required",
    body: { schema: "Password", example: { password: demo.password } },
    answers: [200, "Confirmed, with new credentials.", "SignedIn"],
    refusals: [400, 401, 403, 503],
  },
  {
    id: "me",
    tag: "Protected",
    method: "get",
    path: "/me",
    summary: "The current user and session",
    session: "required",
    answers: [200, "User and session.", "SignedIn"],
    refusals: [401, 503],
  },
  {
    id: "listNotes",
    tag: "Protected",
    method: "get",
    path: "/notes",
    summary: "My notes",
    session: "required",
    answers: [200, "The latest fifty.", "NoteList"],
    refusals: [401, 503],
  },
  {
    id: "writeNote",
    tag: "Protected",
    method: "post",
    path: "/notes",
    summary: "Write a note, which is sent to my WebSockets",
    session: "required",
    body: { schema: "NoteText", example: { text: "Low tide at seven." } },
    answers: [201, "Created.", "NewNote"],
    refusals: [400, 401, 403, 503],
  },
  {
    id: "deleteNotes",
    tag: "Protected",
    method: "delete",
    path: "/notes",
    summary: "Delete my notes; requires a password check within the last ten minutes",
    session: "required",
    answers: [200, "Deleted.", "Deleted"],
    refusals: [401, 403, 503],
  },
  {
    id: "getSession",
    tag: "Sessions",
    method: "get",
    path: "/api/auth/session",
    summary: "The current session, read from the store; 200 for signed-out users as well",
    session: "optional",
    answers: [200, "The session, or the reason why there is none.", "SessionAnswer"],
    refusals: [503],
  },
  {
    id: "refresh",
    tag: "Sessions",
    method: "post",
    path: "/api/auth/refresh",
    summary: "Exchange the session token for fresh credentials",
    session: "optional",
    body: { schema: "SessionToken", example: {}, optional: true },
    answers: [200, "Fresh cookies, or tokens for a token in the body.", "SessionAnswer"],
    refusals: [400, 401, 403, 503],
  },
  {
    id: "listSessions",
    tag: "Sessions",
    method: "get",
    path: "/api/auth/sessions",
    summary: "My active sessions",
    session: "required",
    answers: [200, "The current one first.", "SessionList"],
    refusals: [401, 503],
  },
  {
    id: "endSession",
    tag: "Sessions",
    method: "delete",
    path: "/api/auth/sessions/{id}",
    summary: "End one of my sessions",
    session: "required",
    parameters: [
      {
        name: "id",
        in: "path",
        required: true,
        description: "The id in the list of sessions.",
        schema: { type: "string" },
      },
    ],
    answers: [204, "Ended."],
    refusals: [401, 403, 404, 503],
  },
  {
    id: "signOut",
    tag: "Sessions",
    method: "post",
    path: "/api/auth/logout",
    summary: "Sign out on this device, on the others, or on all",
    session: "optional",
    parameters: [
      {
        name: "scope",
        in: "query",
        required: false,
        description: "The sessions to end.",
        schema: { type: "string", enum: ["current", "others", "all"], default: "current" },
      },
    ],
    body: { schema: "SessionToken", example: {}, optional: true },
    answers: [200, "The number of ended sessions.", "SignedOut"],
    refusals: [400, 403, 503],
  },
  {
    id: "watchSession",
    tag: "Sessions",
    method: "get",
    path: "/api/auth/events",
    summary: "The end of my session, and changed claims, as server-sent events",
    session: "required",
    answers: [
      200,
      "`text/event-stream` with the events `end` and `claims`, until the session ends.",
    ],
    refusals: [401, 503],
  },
  {
    id: "keys",
    tag: "Sessions",
    method: "get",
    path: "/.well-known/jwks.json",
    summary: "Public keys of access tokens, for other services (strategy jwt)",
    session: "public",
    answers: [200, "JSON Web Key Set (RFC 7517).", "Keys"],
    refusals: [404],
  },
];
