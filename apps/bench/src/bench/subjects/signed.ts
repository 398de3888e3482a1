import type { CoreTokens } from "../core-tokens.ts";
import { claimsOf, fresh, NOW, roundRobin, SECRET } from "../fixtures.ts";
import type { Subject } from "../subject.ts";

const NAMES = { issuer: "sessionkit", audience: "sessionkit" };
/** More than the cache holds, so that each token in turn is verified like a new one. */
const MANY = 60_000;
const HOT = 1_000;

/** Validation of a signed session alone: a token that was verified before, and one that was not. */
export function signedSubjects({
  createAccessTokens,
  createHmacCodec,
  deriveKeys,
}: CoreTokens): Subject[] {
  const codec = createHmacCodec(deriveKeys([SECRET], "access"), "at+jwt");
  const create = () => createAccessTokens(codec, { ...NAMES, cache: {} });
  const signer = create();
  const tokens = Array.from({ length: MANY }, (_, user) => ` ${signer.sign(claimsOf(user), NOW)}`);
  const subject = (name: string, pool: readonly string[], times?: number): Subject => {
    const verifier = create();
    const next = roundRobin(pool.map(flat));
    return {
      name,
      ...(times ? { target: { times } } : {}),
      run() {
        const claims = verifier.verify(fresh(next()));
        if (claims === null) throw new Error(`${name}: the token does not verify.`);
        return claims;
      },
    };
  };
  return [
    subject("signed session, verified before", tokens.slice(0, HOT), 0.15),
    subject("signed session, first presentation", tokens, 1.5),
  ];
}

function flat(text: string): string {
  return Buffer.from(text).toString("latin1");
}
