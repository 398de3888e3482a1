import type { Method, Parameter } from "./open-api.ts";
import type { SchemaName } from "./schemas.ts";

/** One thing that can be called. The document, the page at `/` and the tests are made from these. */
export interface Operation {
  readonly id: string;
  readonly tag: keyof typeof TAGS;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** Public ones take no session; `optional` ones say something else to whoever has one. */
  readonly session: "public" | "optional" | "required";
  readonly parameters?: readonly Parameter[];
  readonly body?: {
    readonly schema: SchemaName;
    readonly example: object;
    readonly optional?: true;
  };
  /** What a call that goes well answers: a schema, or nothing but a status. */
  readonly answers: readonly [status: number, description: string, schema?: SchemaName];
  /** Statuses of refusals, each with a problem. */
  readonly refusals: readonly number[];
}

export const TAGS = {
  "Sign in": "With the password of a demo user.",
  Protected: "For whoever is signed in, by cookie or by bearer token.",
  Sessions: "The endpoints that sessionkit brings along, under /api/auth.",
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
    summary: "Say the password again, for what asks for a recent proof",
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
    summary: "Who am I",
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
    summary: "Write a note, which my WebSockets hear of",
    session: "required",
    body: { schema: "NoteText", example: { text: "Low tide at seven." } },
    answers: [201, "Kept.", "NewNote"],
    refusals: [400, 401, 403, 503],
  },
  {
    id: "deleteNotes",
    tag: "Protected",
    method: "delete",
    path: "/notes",
    summary: "Delete my notes; asks for a password not older than ten minutes",
    session: "required",
    answers: [200, "Gone.", "Deleted"],
    refusals: [401, 403, 503],
  },
  {
    id: "getSession",
    tag: "Sessions",
    method: "get",
    path: "/api/auth/session",
    summary: "The session, as the store knows it; 200 for the signed out, too",
    session: "optional",
    answers: [200, "Signed in or not, and why not.", "SessionAnswer"],
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
        description: "As the list of sessions names it.",
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
    summary: "Sign out here, elsewhere, or everywhere",
    session: "optional",
    parameters: [
      {
        name: "scope",
        in: "query",
        required: false,
        description: "Which sessions end.",
        schema: { type: "string", enum: ["current", "others", "all"], default: "current" },
      },
    ],
    body: { schema: "SessionToken", example: {}, optional: true },
    answers: [200, "How many sessions ended.", "SignedOut"],
    refusals: [400, 403, 503],
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
