import { checkNames } from "../base/check-names.ts";
import { SessionConfigError } from "../base/errors.ts";
import { checkId } from "../base/text.ts";

/** Converts between the application's user ids and the text in stores and tokens. Each id has one text. */
export interface UserIdCodec<UserId> {
  /** Called with what `format` returned. */
  readonly parse: (text: string) => UserId;
  readonly format: (userId: UserId) => string;
}

/** The checked codec: by default, a user id is its own text. */
export interface UserIds {
  readonly parse: (text: string) => unknown;
  /** Throws `SessionConfigError` for an id whose text is empty, no text, or cannot be stored. */
  readonly format: (userId: unknown) => string;
}

/** Throws `SessionConfigError` if `userId` is not a codec. */
export function readUserIds(codec: UserIdCodec<never> | undefined): UserIds {
  if (codec === undefined)
    return { parse: (text) => text, format: (userId) => checkId(userId, "userId") };
  checkNames(codec, ["parse", "format"], "userId");
  for (const name of ["parse", "format"] as const) {
    if (typeof codec[name] === "function") continue;
    throw new SessionConfigError(
      `userId.${name}`,
      `expected a function, got ${typeof codec[name]}.`,
    );
  }
  const { parse, format } = codec as unknown as UserIdCodec<unknown>;
  return {
    parse,
    format: (userId) =>
      checkId(userId === undefined || userId === null ? userId : format(userId), "userId"),
  };
}
