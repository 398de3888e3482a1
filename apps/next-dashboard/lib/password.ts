import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP Password Storage: N = 2^15, r = 8, p = 3, about 32 MiB and a tenth of a second each. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const BYTES = 32;
/** Compared if the user does not exist, so that the answer takes the same time. */
const DECOY = `${randomBytes(16).toString("base64url")}.${randomBytes(BYTES).toString("base64url")}`;

/** @returns salt and hash as text, for the password table */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("base64url")}.${(await derive(password, salt)).toString("base64url")}`;
}

/** Whether `stored` is the hash of this password. If it is null, the result is false, after the same time. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [salt = "", hash = ""] = (stored ?? DECOY).split(".");
  const expected = Buffer.from(hash, "base64url");
  const actual = await derive(password, Buffer.from(salt, "base64url"));
  return expected.length === actual.length && timingSafeEqual(expected, actual) && stored !== null;
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, BYTES, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
