import { requiredError } from "../base/errors.ts";
import type { UpdateOptions } from "../flow/update.ts";
import type { UpdateGuestOptions } from "../flow/update-guest.ts";
import type { AnySessions } from "../service/sessions.ts";
import {
  type Authenticated,
  type Outcome,
  type Tokens,
  unauthenticated,
} from "../session/outcome.ts";
import type { GuestSession, Session } from "../session/session.ts";
import type { BoundRequest } from "./bound-request.ts";
import type { BearerSession, Verbs, WriteCall } from "./bound-verbs.ts";
import type {
  BearerTransport,
  CreateSessionOptions,
  ImpersonationOptions,
  RenewSessionOptions,
  RevokeSessionOptions,
} from "./options.ts";
import { guestOf, sessionOf } from "./session-of.ts";
import { unproven } from "./unproven-session.ts";

/**
 * Finds the request that `target` identifies and runs `write` for it. Converts errors of `write` into the form that the
 * framework expects.
 */
export type RunWrite<Target extends readonly unknown[]> = <T>(
  target: Target,
  verb: WriteCall["verb"],
  write: (request: BoundRequest) => Promise<T>,
) => Promise<T>;

type Transport = Partial<BearerTransport>;

/**
 * The verbs of a binding, for any framework.
 *
 * @param arity how many arguments identify a request: the length of `Target`
 */
export function createVerbs<S extends AnySessions, Target extends readonly unknown[]>(
  arity: Target["length"],
  runWrite: RunWrite<Target>,
): Verbs<S, Target> {
  /** Splits the arguments of a verb, and runs it for the request that the first ones identify. */
  const verb =
    <Args extends unknown[]>(
      name: WriteCall["verb"],
      write: (request: BoundRequest, ...args: Args) => Promise<unknown>,
      accepts: (...args: Args) => boolean = () => false,
    ) =>
    (...all: unknown[]): Promise<unknown> => {
      const target = all.slice(0, arity) as unknown as Target;
      const args = all.slice(arity) as Args;
      return runWrite(target, name, (request) =>
        request.runWrite({ verb: name, allowCrossSite: accepts(...args) }, () =>
          write(request, ...args),
        ),
      );
    };

  const verbs = {
    createSession: verb(
      "createSession",
      createSession,
      // Without a cookie, another site cannot make a browser use the new session.
      (_userId, { allowCrossSite = false, transport } = {}) =>
        allowCrossSite || transport === "bearer",
    ),
    renewSession: verb("renewSession", renewSession),
    updateSession: verb("updateSession", updateSession),
    revokeSession: verb("revokeSession", revokeSession),
    updateGuest: verb("updateGuest", updateGuest),
    impersonate: verb("impersonate", impersonate),
    endImpersonation: verb("endImpersonation", endImpersonation),
  };
  return verbs as unknown as Verbs<S, Target>;
}

async function createSession(
  request: BoundRequest,
  userId: string,
  { allowCrossSite: _, ...options }: CreateSessionOptions & Transport = {},
): Promise<Session | BearerSession<AnySessions>> {
  const outcome = await request.sessions.create(userId, { ...options, request });
  await request.commit("createSession", outcome.cookies, outcome);
  return resultOf(outcome, options);
}

function renewSession(
  request: BoundRequest,
  options: RenewSessionOptions & Transport = {},
): Promise<Session | BearerSession<AnySessions>> {
  return change(request, "renewSession", options, (session) =>
    request.sessions.renew(session, { ...options, request }),
  );
}

function updateSession(
  request: BoundRequest,
  data: object,
  options?: UpdateOptions,
): Promise<unknown> {
  return change(request, "updateSession", {}, (session) =>
    request.sessions.update(session, data, request, options),
  );
}

async function revokeSession(
  request: BoundRequest,
  { scope = "current" }: RevokeSessionOptions = {},
): Promise<number> {
  const { revoked, cookies } = await request.sessions.signOut(request, scope);
  // The user signed out, so that the reason is `absent` and not `revoked`.
  const after = scope === "others" ? await request.resolve() : unauthenticated("absent");
  await request.commit("revokeSession", cookies, after);
  return revoked;
}

async function updateGuest(
  request: BoundRequest,
  data: object,
  options?: UpdateGuestOptions,
): Promise<GuestSession> {
  const outcome = await request.sessions.updateGuest(request, data, options);
  const guest = guestOf(outcome);
  await request.commit("updateGuest", outcome.cookies, outcome);
  if (guest) return guest;
  throw requiredError(outcome.reason);
}

function impersonate(
  request: BoundRequest,
  userId: string,
  options: ImpersonationOptions & Transport,
): Promise<Session | BearerSession<AnySessions>> {
  return change(request, "impersonate", options, () =>
    request.sessions.impersonate(request, userId, options),
  );
}

async function endImpersonation(request: BoundRequest): Promise<Session | null> {
  const outcome = await request.sessions.endImpersonation(request);
  const session = sessionOf(outcome);
  await request.commit("endImpersonation", outcome.cookies, outcome);
  if (session || outcome.reason === "absent") return session;
  throw requiredError(outcome.reason);
}

async function change(
  request: BoundRequest,
  verb: WriteCall["verb"],
  options: Transport & RenewSessionOptions,
  apply: (session: Session) => Promise<Outcome>,
): Promise<Session | BearerSession<AnySessions>> {
  const known = await request.resolve();
  // A user who has proved who they are may have lost the key that the session is bound to.
  const before = options.authenticated ? await unproven(request, known) : known;
  const outcome = before.session ? await apply(before.session) : before;
  // Throws in an outage.
  sessionOf(outcome);
  await request.commit(verb, outcome.cookies, outcome);
  if (outcome.status === "authenticated") return resultOf(outcome, options);
  throw requiredError(outcome.reason);
}

const UNCHANGED: Tokens = { accessToken: null, sessionToken: null };

function resultOf(
  { session, tokens, expiresIn }: Authenticated<Session>,
  { transport }: Transport,
): Session | BearerSession<AnySessions> {
  return transport === "bearer" ? { session, tokens: tokens ?? UNCHANGED, expiresIn } : session;
}
