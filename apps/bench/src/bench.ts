import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { bundleSizes } from "./bench/bundle-sizes.ts";
import { loadCoreTokens } from "./bench/core-tokens.ts";
import { countPromises } from "./bench/count-promises.ts";
import { claimsOf, NOW, SECRET } from "./bench/fixtures.ts";
import { importTime } from "./bench/import-time.ts";
import { type Measured, measureAll } from "./bench/measure-all.ts";
import { boundSubjects } from "./bench/subjects/bound.ts";
import { floorSubject } from "./bench/subjects/floor.ts";
import { librarySubjects } from "./bench/subjects/libraries.ts";
import { resolveSubjects } from "./bench/subjects/resolve.ts";
import { signedSubjects } from "./bench/subjects/signed.ts";
import { verbSubjects } from "./bench/subjects/verbs.ts";
import { printTable } from "./report/print-table.ts";

const RESULTS = new URL("../results/", import.meta.url);
const ROUNDS = 5;

const tokens = Array.from({ length: 1_000 }, (_, user) => plainToken(user));
const resolving = await resolveSubjects();
const measured = await measureAll(
  [
    floorSubject(tokens),
    ...signedSubjects(await loadCoreTokens(RESULTS)),
    ...resolving,
    ...(await verbSubjects()),
    ...(await boundSubjects()),
    ...(await librarySubjects()),
  ],
  ROUNDS,
);
printTable("Validating a session", ["", "× floor", "µs", "target", ""], measured.map(row));
const promises = await countPromises(() => resolving[0]?.run());
const sizes = await bundleSizes();
const loading = importTime();

printTable(
  "Weight of core",
  ["", ""],
  [
    ["promises of a resolve with a token verified before", String(promises)],
    ["import, ms", loading.toFixed(0)],
    ...sizes.map(({ name, bytes }) => [`${name}, KiB`, (bytes / 1024).toFixed(1)]),
  ],
);

const file = new URL(`${new Date().toISOString().replaceAll(":", "-")}.json`, RESULTS);
writeFileSync(
  file,
  JSON.stringify(
    {
      node: process.version,
      packages: JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
        .devDependencies,
      validating: measured.map(({ subject: { name }, micros, times }) => ({ name, micros, times })),
      promises,
      importMs: loading,
      sizes,
    },
    null,
    2,
  ),
);
process.exit();

function row({ subject: { name, target }, micros, times }: Measured): string[] {
  const value = [name, times.toFixed(2), micros.toFixed(2)];
  if (!target) return [...value, "", ""];
  const [text, met] =
    "times" in target
      ? [`≤ ${target.times} ×`, times <= target.times]
      : [`≤ ${target.micros} µs`, micros <= target.micros];
  return [...value, text, met ? "met" : "MISSED"];
}

/** The same claims in a token that is made without sessionkit. */
function plainToken(user: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const { userId: sub, id: sid, claims } = claimsOf(user);
  const iat = Math.floor(NOW / 1000);
  const names = { iss: "sessionkit", aud: "sessionkit", iat, exp: iat + 3600, auth_time: iat };
  const payload = { ...names, sub, sid, gen: 17, br: 1, ses: [iat, iat, iat, 1], ...claims };
  const header = { alg: "HS256", kid: "Zk3vQ8xA", typ: "at+jwt" };
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
}
