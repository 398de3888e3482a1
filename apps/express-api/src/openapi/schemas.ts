import type {
  ActiveSession,
  Device,
  LogoutAnswer,
  Problem,
  PublicSession,
  Reason,
  SessionActor,
  SessionAnswer,
  SessionListAnswer,
  Tokens,
} from "@sessionkit/core";
import type { User } from "../users/accounts.ts";
import type { JsonSchema } from "./open-api.ts";

const text: JsonSchema = { type: "string" };
const textOrNull: JsonSchema = { type: ["string", "null"] };
const boolean: JsonSchema = { type: "boolean" };
const count: JsonSchema = { type: "integer" };
const timestamp: JsonSchema = { type: "integer", description: "Milliseconds since the epoch." };
const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const orNull = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: "null" }] });

const reasons: Record<Reason, true> = {
  absent: true,
  malformed: true,
  unknown: true,
  expired_idle: true,
  expired_absolute: true,
  revoked: true,
  reused: true,
  user_gone: true,
  credentials_changed: true,
  binding_required: true,
  guest: true,
  unavailable: true,
};
const reason: JsonSchema = { type: ["string", "null"], enum: [...Object.keys(reasons), null] };

export const schemas = {
  User: object<User>({ id: text, name: text, email: text, role: text }),
  Session: object<PublicSession<{ role: string }>>({
    id: text,
    userId: text,
    createdAt: timestamp,
    authenticatedAt: timestamp,
    expiresAt: timestamp,
    absoluteExpiresAt: timestamp,
    remember: boolean,
    actor: orNull(object<SessionActor>({ userId: text, sessionId: text })),
    claims: object<{ role: string }>({ role: text }),
  }),
  Tokens: object<Tokens>({ accessToken: textOrNull, sessionToken: textOrNull }),
  SessionAnswer: object<SessionAnswer, "bound" | "tokens">(
    {
      status: { type: "string", enum: ["authenticated", "unauthenticated"] },
      session: orNull(ref("Session")),
      user: orNull(object<Omit<User, "role">>({ id: text, name: text, email: text })),
      reason,
      now: timestamp,
      expiresIn: { type: ["number", "null"], description: "Seconds until the next refresh." },
      bound: boolean,
      tokens: orNull(ref("Tokens")),
    },
    ["bound", "tokens"],
  ),
  ActiveSession: object<ActiveSession>({
    id: text,
    current: boolean,
    createdAt: timestamp,
    lastActiveAt: timestamp,
    expiresAt: timestamp,
    ip: textOrNull,
    userAgent: textOrNull,
    label: textOrNull,
    device: object<Device>({
      label: text,
      browser: textOrNull,
      os: textOrNull,
      model: textOrNull,
      kind: textOrNull,
    }),
    actor: orNull(object<{ userId: string }>({ userId: text })),
  }),
  SessionList: object<SessionListAnswer>({
    sessions: listOf(ref("ActiveSession")),
    now: timestamp,
  }),
  SignedOut: object<LogoutAnswer>({ revoked: count }),
  SignedIn: object<{ user: User; session: object; tokens: Tokens }, "tokens">(
    { user: ref("User"), session: ref("Session"), tokens: ref("Tokens") },
    ["tokens"],
  ),
  Note: object<{ id: string; text: string; createdAt: string }>({
    id: text,
    text,
    createdAt: { type: "string", format: "date-time" },
  }),
  NoteList: object<{ notes: object[] }>({ notes: listOf(ref("Note")) }),
  NewNote: object<{ note: object }>({ note: ref("Note") }),
  Deleted: object<{ deleted: number }>({ deleted: count }),
  Keys: object<{ keys: object[] }>({ keys: listOf({ type: "object" }) }),
  Problem: object<Problem, "detail">(
    {
      type: text,
      title: text,
      status: count,
      code: { type: "string", description: "Stable; branch on this." },
      detail: {
        type: "string",
        description: "What to change, if `code` is not specific enough.",
      },
      reason,
    },
    ["detail"],
  ),
  Credentials: object<
    { email: string; password: string; remember: boolean; transport: string },
    "remember" | "transport"
  >(
    {
      email: { type: "string", maxLength: 512 },
      password: { type: "string", maxLength: 512 },
      remember: { type: "boolean", default: true },
      transport: { type: "string", enum: ["cookie", "bearer"], default: "cookie" },
    },
    ["remember", "transport"],
  ),
  Password: object<{ password: string }>({ password: { type: "string", maxLength: 512 } }),
  NoteText: object<{ text: string }>({ text: { type: "string", maxLength: 512 } }),
  SessionToken: object<{ sessionToken: string }, "sessionToken">(
    {
      sessionToken: {
        type: "string",
        description: "For clients that store their tokens; browsers send a cookie instead.",
      },
    },
    ["sessionToken"],
  ),
} satisfies Record<string, JsonSchema>;

export type SchemaName = keyof typeof schemas;

export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schema of an object. The compiler checks that its members are those of `T`. */
function object<T, Optional extends keyof T & string = never>(
  properties: { readonly [Name in keyof Required<T> & string]: JsonSchema },
  optional: readonly Optional[] = [],
): JsonSchema {
  const left = new Set<string>(optional);
  const required = Object.keys(properties).filter((name) => !left.has(name));
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}
