import {
  type AnySessions,
  createSessions,
  type Outcome,
  type SessionEvent,
  SessionRequiredError,
  SessionStoreError,
  type StoredSessions,
} from "@sessionkit/core";
import { arrivalOf, createVerbs, type Verbs } from "@sessionkit/core/binding";
import { type Cookie, readSetCookie } from "../cookie-jar.ts";
import {
  type Answer,
  type CreateServer,
  type Decision,
  handlerDelay,
  OWNER,
  type Server,
  type ServerOptions,
  type ServerRequest,
} from "../server.ts";
import { inSeparateProcess } from "./separate-process.ts";
import { SimulatedRequest } from "./simulated-request.ts";
import { createSlowStore } from "./slow-store.ts";

const DECISIONS: Readonly<Partial<Record<SessionEvent["type"], Decision>>> = {
  "session.rotated": "rotated",
  "session.held": "held",
  "session.converged": "converged",
  "session.branched": "branched",
  "session.healed": "healed",
  "session.renewed": "renewed",
  "session.updated": "updated",
  "session.reused": "reused",
  "session.bound": "bound",
  "session.binding_failed": "binding failed",
  "session.binding_lost": "binding lost",
};

/** The real core: two processes over one memory store, in virtual time. */
export const createSessionkit: CreateServer = (options) => createProcesses(options, {});

/** The same, which binds sessions to the keys of browsers. */
export const createBoundSessionkit: CreateServer = (options) =>
  createProcesses(options, { deviceBound: "offer" });

interface Binding {
  readonly deviceBound?: "offer";
}

function createProcesses(options: ServerOptions, binding: Binding): Server {
  const { timeline, random, isStoreDown } = options;
  const store = createSlowStore(timeline, random, isStoreDown);
  const processes = [1, 2].map(() =>
    inSeparateProcess(() => createService(options, store, binding)),
  );
  const nextProcess = (): StoredSessions =>
    processes[random.whole(0, processes.length - 1)] as StoredSessions;
  return {
    async signIn(cookie) {
      const sessions = nextProcess();
      const request = new SimulatedRequest(sessions, { purpose: "refresh", cookie, client: OWNER });
      try {
        const outcome = await sessions.create("user", { request });
        return toAnswer(outcome, outcome.cookies);
      } catch (error) {
        if (error instanceof SessionStoreError) return UNAVAILABLE;
        throw error;
      }
    },

    async answer(request) {
      const sessions = nextProcess();
      switch (request.purpose) {
        case "refresh":
        case "check":
          return callEndpoint(sessions, request);
        case "bound":
          return callBound(sessions, request);
        default:
          return callApplication(sessions, request, options);
      }
    },
  };
}

function createService(
  { timeline, onDecision }: ServerOptions,
  store: ReturnType<typeof createSlowStore>,
  binding: Binding,
): StoredSessions {
  return createSessions({
    ...binding,
    strategy: "jwt",
    secret: "x9Qd7vTzK2mLwR4pYc8uJb6nHs3fGe5a",
    store,
    origin: "https://app.example",
    lifetime: { access: "15m", idle: "7d", absolute: "30d" },
    clock: timeline.now,
    onEvent({ type, elsewhere }) {
      const decision = DECISIONS[type];
      if (decision) onDecision(elsewhere ? "converged elsewhere" : decision);
    },
  });
}

/** The endpoints answer without a delay. */
async function callEndpoint(sessions: StoredSessions, request: ServerRequest): Promise<Answer> {
  const simulated = new SimulatedRequest(sessions, request);
  const outcome =
    request.purpose === "refresh"
      ? await sessions.refresh(simulated)
      : await sessions.resolve(simulated, { verify: "store" });
  return toAnswer(outcome, sessions.isCurrent(outcome) ? outcome.cookies : []);
}

/** The endpoints for requests of the browser itself, which read and write headers. */
async function callBound(sessions: StoredSessions, request: ServerRequest): Promise<Answer> {
  const { device } = request;
  if (!device || !("path" in device)) throw new Error("A request of the browser names its path.");
  const bound = new SimulatedRequest(sessions, request);
  const response = await sessions.handle(bound.endpoint(device.path, async () => ""));
  if (!response) throw new Error(`There is no endpoint ${device.path}.`);
  const header = (name: string) => response.headers.find(([known]) => known === name)?.[1];
  const cookies = response.headers.filter(([name]) => name === "set-cookie");
  return {
    status: STATUSES[response.status] ?? "unauthenticated",
    reason: String(response.status),
    cookies: cookies.map(([, value]) => readSetCookie(value)),
    expiresIn: 0,
    device: { status: response.status, header, text: response.body ?? "" },
  };
}

const STATUSES: Readonly<Record<number, Answer["status"]>> = {
  200: "authenticated",
  503: "unavailable",
};

/** A handler of the application behind a binding: its cookies are committed when the headers leave. */
async function callApplication(
  sessions: StoredSessions,
  request: ServerRequest,
  { timeline, random }: ServerOptions,
): Promise<Answer> {
  const bound = new SimulatedRequest(sessions, request);
  if (await arrivalOf(bound))
    return { ...toAnswer(bound.outcome, bound.changes), isReloaded: true };
  const resolved = await bound.resolve(request.purpose === "sensitive" ? "store" : "token");
  const isIdentified = request.purpose === "identify" && resolved.reason === "binding_required";
  if (resolved.status !== "authenticated" && !isIdentified)
    return toAnswer(resolved, bound.changes);
  await timeline.pause(handlerDelay(random));
  const refusal = await change(bound, request.purpose);
  if (refusal) return refusal;
  await timeline.pause(handlerDelay(random));
  bound.isOpen = false;
  return toAnswer(bound.outcome ?? resolved, bound.changes);
}

/** Runs the change of a handler. Returns the answer if it was refused, else null. */
async function change(
  bound: SimulatedRequest,
  purpose: ServerRequest["purpose"],
): Promise<Answer | null> {
  const verbs: Verbs<AnySessions, []> = createVerbs(0, (_target, _verb, write) => write(bound));
  try {
    if (purpose === "update") await verbs.updateSession(count);
    if (purpose === "step-up" || purpose === "identify")
      await verbs.renewSession({ authenticated: true });
    return null;
  } catch (error) {
    if (error instanceof SessionRequiredError)
      return { ...toAnswer(bound.outcome, bound.changes), reason: error.reason };
    if (error instanceof SessionStoreError) return UNAVAILABLE;
    throw error;
  }
}

function count({ count = 0 }: { count?: number }): object {
  return { count: count + 1 };
}

const UNAVAILABLE: Answer = {
  status: "unavailable",
  reason: "unavailable",
  cookies: [],
  expiresIn: 0,
};

function hasOffer(cookie: Cookie): cookie is Cookie & { readonly registration: string } {
  return "registration" in cookie && typeof cookie.registration === "string";
}

function toAnswer(outcome: Outcome | null, cookies: Answer["cookies"]): Answer {
  if (outcome?.status !== "authenticated") {
    const { status = "unauthenticated", reason = null } = outcome ?? {};
    return { status, reason, cookies, expiresIn: 0 };
  }
  const { status, reason, expiresIn } = outcome;
  const offer = cookies.find(hasOffer)?.registration;
  return { status, reason, cookies, expiresIn, offer };
}
