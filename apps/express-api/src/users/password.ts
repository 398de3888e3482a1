import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP Password Storage: about 32 MiB and a tenth of a second each. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
const BYTES = 32;
/** Limits the time of hashing. */
const MAX_LENGTH = 256;
/** Compared if the user does not exist, so that the answer takes the same time. */
const DECOY = write(COST, randomBytes(16), randomBytes(BYTES));

/** @returns cost, salt and hash as text, for the password table: hashes of an older cost stay valid */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  return write(cost, salt, await derive(password, salt, cost));
}

/** Whether `stored` is the hash of this password. If it is null, the result is false, after the same time. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [N, r, p, salt = "", hash = ""] = (stored ?? DECOY).split(".");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const expected = Buffer.from(hash, "base64url");
  const actual = await derive(password.slice(0, MAX_LENGTH), Buffer.from(salt, "base64url"), cost);
  const isRight = expected.length === actual.length && timingSafeEqual(expected, actual);
  return isRight && stored !== null && password.length <= MAX_LENGTH;
}

function write({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return [N, r, p, salt.toString("base64url"), hash.toString("base64url")].join(".");
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
