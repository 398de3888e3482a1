import { webcrypto } from "node:crypto";
import { verify } from "hono/jwt";
import { sealData, unsealData } from "iron-session";
import { jwtVerify, SignJWT } from "jose";
import { claimsOf, NOW, roundRobin, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

const TOKENS = 200;
const { subtle } = webcrypto;

/** Other libraries with the same claims, used as their documentation shows. None of them caches tokens. */
export async function librarySubjects(): Promise<Subject[]> {
  const bytes = new TextEncoder().encode(SECRET);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
  const tokens = await Promise.all(Array.from({ length: TOKENS }, (_, user) => sign(user, bytes)));
  const seals = await Promise.all(
    Array.from({ length: 20 }, (_, user) => sealData(claimsOf(user), { password: SECRET })),
  );
  const next = roundRobin(tokens);
  const nextSeal = roundRobin(seals);
  return [
    { name: "crypto.subtle.verify, JSON.parse", run: () => bySubtle(key, next()) },
    { name: "jose jwtVerify, CryptoKey", run: () => jwtVerify(next(), key) },
    { name: "jose jwtVerify, bytes", run: () => jwtVerify(next(), bytes) },
    { name: "hono/jwt verify", run: () => verify(next(), SECRET, "HS256") },
    { name: "iron-session unsealData", run: () => unsealData(nextSeal(), { password: SECRET }) },
  ];
}

function sign(user: number, key: Uint8Array): Promise<string> {
  return new SignJWT({ ...claimsOf(user) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setExpirationTime(new Date(NOW + 3_600_000))
    .sign(key);
}

async function bySubtle(key: webcrypto.CryptoKey, token: string): Promise<unknown> {
  const first = token.indexOf(".");
  const last = token.lastIndexOf(".");
  const signature = Buffer.from(token.slice(last + 1), "base64url");
  if (!(await subtle.verify("HMAC", key, signature, Buffer.from(token.slice(0, last)))))
    throw new Error("A token that should verify does not.");
  return JSON.parse(Buffer.from(token.slice(first + 1, last), "base64url").toString("utf8"));
}
