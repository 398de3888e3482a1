import type { JWK } from "jose";
import { decodeBytes, toBigInt } from "../base/bytes.ts";
import { SessionConfigError } from "../base/errors.ts";

export type AccessAlgorithm = "EdDSA" | "ES256";

const SHAPE = {
  EdDSA: { kty: "OKP", crv: "Ed25519" },
  ES256: { kty: "EC", crv: "P-256" },
} as const;

/**
 * Throws `SessionConfigError` for a JWK that cannot sign or verify with `alg`: type, curve, point, `use`, `key_ops`,
 * `alg`.
 */
export function checkKey(jwk: JWK, alg: AccessAlgorithm): void {
  const { kty, crv } = SHAPE[alg] ?? {};
  if (!kty) {
    throw new SessionConfigError(
      "accessKeys.alg",
      `expected "EdDSA" or "ES256", got ${JSON.stringify(alg)}.`,
    );
  }
  if (jwk?.kty !== kty || jwk.crv !== crv) {
    throw refuse(`${alg} takes JWKs with kty "${kty}" and crv "${crv}".`);
  }
  checkUse(jwk, alg);
  checkPoint(jwk, alg);
}

/** RFC 7517 4.2 to 4.4. */
function checkUse(jwk: JWK, alg: AccessAlgorithm): void {
  if (jwk.alg !== undefined && jwk.alg !== alg) {
    throw refuse(`a JWK is for alg ${JSON.stringify(jwk.alg)}, and the option is ${alg}.`);
  }
  if (jwk.use !== undefined && jwk.use !== "sig") {
    throw refuse(`a JWK has use ${JSON.stringify(jwk.use)}; access tokens need "sig".`);
  }
  const operation = jwk.d === undefined ? "verify" : "sign";
  if (jwk.key_ops !== undefined && !jwk.key_ops.includes(operation)) {
    throw refuse(`a JWK has key_ops without "${operation}".`);
  }
}

function checkPoint(jwk: JWK, alg: AccessAlgorithm): void {
  const members = alg === "ES256" ? ["x", "y"] : ["x"];
  for (const member of [...members, ...(jwk.d === undefined ? [] : ["d"])]) {
    if (!is32Bytes((jwk as Record<string, unknown>)[member]))
      throw refuse(`the member "${member}" of a JWK is not 32 bytes of base64url.`);
  }
  const isPoint = alg === "ES256" ? isOnP256(jwk) : isOnEd25519(jwk);
  if (!isPoint) throw refuse(`a JWK is not a point of ${SHAPE[alg].crv}.`);
}

function refuse(message: string): SessionConfigError {
  return new SessionConfigError("accessKeys", message);
}

/** 43 characters of base64url; the last one encodes four bits. */
function is32Bytes(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(value);
}

/** FIPS 186-5: y² = x³ - 3x + b (mod p). */
function isOnP256({ x: xText, y: yText }: JWK): boolean {
  const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
  const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
  const x = toBigInt(decodeBytes(String(xText)));
  const y = toBigInt(decodeBytes(String(yText)));
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n;
}

/** RFC 8032 5.1.3: x² = (y² - 1) / (d y² + 1) must have a square root. */
function isOnEd25519({ x: text }: JWK): boolean {
  const p = 2n ** 255n - 19n;
  const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
  const y = toBigInt(decodeBytes(String(text)).reverse()) & (2n ** 255n - 1n);
  if (y >= p) return false;
  const ySquared = (y * y) % p;
  const square = ((ySquared - 1n + p) * power(d * ySquared + 1n, p - 2n, p)) % p;
  return square === 0n || power(square, (p - 1n) / 2n, p) === 1n;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let factor = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}
