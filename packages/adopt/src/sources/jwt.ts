import type { Adopter } from "@sessionkit/core";
import { createAdopter } from "../adopter/create-adopter.ts";
import { checkOptions, type SessionOptions } from "../adopter/session-options.ts";
import { fromSeconds } from "../adopter/times.ts";
import { type OldCookieOptions, readOldCookie } from "../cookies/old-cookie.ts";
import { decodeBase64url } from "../crypto/base64.ts";
import { parseObject } from "../crypto/json-object.ts";
import { checkFunction } from "../options/check-values.ts";

export interface JwtOptions<Claims, UserId> extends SessionOptions<Claims, UserId> {
  /** The name of the old cookie, or its name and attributes. */
  readonly cookie: string | OldCookieOptions;
  /**
   * The verifier of the old application. Returns the claims, or null. The errors of `jsonwebtoken` and `jose` for an invalid
   * token count as null; other rejections, such as a key server that does not answer, count as an outage.
   */
  readonly verify: (token: string) => Verification<Claims> | PromiseLike<Verification<Claims>>;
}

type Verification<Claims> = Claims | string | null | undefined;

/**
 * Adopts sessions that are a JWT in a cookie, made with `jsonwebtoken`, `jose` or by hand. The user is by default `sub`,
 * `createdAt` is `iat`, and the session ends at `exp`.
 *
 * @example
 * fromJwt({ cookie: "token", verify: (token) => jsonwebtoken.verify(token, secret, { algorithms: ["HS256"] }) })
 */
export function fromJwt<Claims extends object = Record<string, unknown>, UserId = string>(
  options: JwtOptions<Claims, UserId>,
): Adopter<UserId> {
  checkOptions(options, ["verify"]);
  checkFunction("verify", options.verify, "required");
  return createAdopter<Claims, UserId>(
    {
      name: "jwt",
      cookie: readOldCookie(options.cookie, []),
      chunking: "dotted",
      // Without the option, `UserId` is the type of `sub`.
      defaultUserId: (claims) => readSubject(claims) as UserId | null,
      async verify(token) {
        const id = tokenId(token);
        const claims = id === null ? null : await verifyToken(options, token);
        if (id === null || typeof claims !== "object" || claims === null) return null;
        const { iat, exp } = claims as Record<string, unknown>;
        const expiresAt = fromSeconds(exp);
        if (exp !== undefined && expiresAt === undefined) return null;
        return { id, old: claims, createdAt: fromSeconds(iat), expiresAt };
      },
    },
    options,
  );
}

function readSubject(claims: object): string | null {
  const subject: unknown = Reflect.get(claims, "sub");
  return typeof subject === "string" ? subject : null;
}

/**
 * What identifies a compact token: of a signed one the part that is signed, because some algorithms accept several
 * signatures of one content; of an encrypted one all of it. Null for text that is no JWT, for which some verifiers throw
 * errors of other kinds.
 */
function tokenId(token: string): string | null {
  const segments = token.split(".");
  const [header, payload] = segments.map(decodeBase64url);
  if (segments.some((segment) => decodeBase64url(segment) === null)) return null;
  if (!header || !parseObject(header)) return null;
  if (segments.length === 5) return token;
  const isSigned = segments.length === 3 && payload && parseObject(payload);
  return isSigned ? segments.slice(0, 2).join(".") : null;
}

async function verifyToken<Claims extends object>(
  { verify }: Pick<JwtOptions<Claims, never>, "verify">,
  token: string,
): Promise<Verification<Claims>> {
  try {
    return await verify(token);
  } catch (error) {
    if (isInvalidToken(error)) return null;
    throw error;
  }
}

const JSONWEBTOKEN = new Set(["JsonWebTokenError", "TokenExpiredError", "NotBeforeError"]);

/** jsonwebtoken reports a missing or wrong key, and a failed look-up of it, by the same name and without a code. */
const KEY = /secret or public key|secretOrPublicKey/;

/** Of jose, for the token itself. Not `ERR_JWKS_TIMEOUT` and `ERR_JWKS_INVALID`, which are about the key server. */
const JOSE =
  /^ERR_(?:JW[ST]_\w+|JWE_\w+|JOSE_ALG_NOT_ALLOWED|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE_MATCHING_KEYS)$/;

function isInvalidToken(error: unknown): boolean {
  const { name, code, message }: Record<string, unknown> = Object(error);
  if (JSONWEBTOKEN.has(String(name))) return !KEY.test(String(message));
  return JOSE.test(String(code));
}
