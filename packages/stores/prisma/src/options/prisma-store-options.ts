import type {
  ActivityEntry,
  ActivityLog,
  SessionRecord,
  SessionStore,
  UserJoin,
} from "@sessionkit/core";
import type { Relations } from "../models/client.ts";
import type { CheckedModel } from "../models/field-map.ts";

/** A model whose fields have other names than a record's members, and which of them holds what. */
interface OwnModel {
  readonly model: string;
  readonly fields?: Readonly<Record<string, string | undefined>>;
}

/** The relation of a session to its user, and which of the user's fields are wanted. */
interface OwnUser {
  readonly relation: string;
  readonly select: Readonly<Record<string, true>>;
}

export interface PrismaStoreOptions {
  /** The model of sessions as the client calls it, `"session"`; `{ model, fields }` where its fields have other names. */
  readonly sessions: string | OwnModel;
  /**
   * The field of that model that is the relation to its user, `"user"`, to find both in one query;
   * `{ relation, select }` for some of the user's fields only.
   */
  readonly user?: string | OwnUser;
  /** The model of the activity log, `"sessionActivity"`; `{ model, fields }` where its fields have other names. */
  readonly activity?: string | OwnModel;
}

/** What a store can do depends on the models it is given. */
export type PrismaStore<Client, Options extends PrismaStoreOptions> = SessionStore &
  (Options extends { readonly user: infer User }
    ? UserJoin<UserOf<UsersOf<Client, Options["sessions"]>, User>>
    : unknown) &
  (Options extends { readonly activity: string | object } ? ActivityLog : unknown);

/** Refuses a name that the client does not have, and the lack of one that it must have. */
export type CheckedOptions<Client, Options extends PrismaStoreOptions> = {
  readonly [Name in keyof Options]: Name extends "sessions"
    ? CheckedModel<SessionRecord, Client, Options[Name]>
    : Name extends "activity"
      ? CheckedModel<ActivityEntry, Client, Options[Name]>
      : Name extends "user"
        ? CheckedUser<UsersOf<Client, Options["sessions"]>, Options[Name]>
        : never;
};

/** The relations of the model of sessions that could be the one to its user. */
type UsersOf<Client, Sessions> = Relations<
  Client,
  Sessions extends { readonly model: infer Model extends string } ? Model : Sessions & string
>;

type CheckedUser<Users, Option> = Option extends { readonly relation: infer Relation }
  ? Relation extends keyof Users
    ? {
        readonly relation: Relation;
        readonly select: {
          readonly [Name in keyof (Option & {
            select: unknown;
          })["select"]]: Name extends keyof Users[Relation] ? true : never;
        };
      }
    : { readonly relation: NoRelation<Users> }
  : Option extends keyof Users
    ? Option
    : NoRelation<Users>;

interface NoRelation<Users> {
  readonly "is no relation of the model to one user": keyof Users;
}

type UserOf<Users, Option> = Option extends {
  readonly relation: infer Relation extends keyof Users;
  readonly select: infer Selected;
}
  ? Pick<Users[Relation], keyof Selected & keyof Users[Relation]>
  : Option extends keyof Users
    ? Users[Option]
    : never;
