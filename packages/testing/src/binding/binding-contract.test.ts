import { Agent } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractCase } from "../contract/contract.ts";
import type { BindingSetup } from "./binding-app.ts";
import {
  bindingContract,
  boundContract,
  hiddenTokenContract,
  parsedFirstContract,
} from "./binding-contract.ts";
import type { BindingSubject } from "./binding-subject.ts";
import { instanceCases } from "./cases/instance-cases.ts";
import { createSubject } from "./create-subject.ts";
import { describeBinding } from "./describe-binding.ts";
import { type RunningInstances, startInstances } from "./describe-instances.ts";
import type { Fault } from "./reference/fault.ts";
import { createReferenceApp } from "./reference/reference-app.ts";

describeBinding("Node's own server", (setup) => createReferenceApp(setup));

/** Each of these cases must fail where a binding is wrong in this way. */
const mutations: readonly (readonly [fault: readonly Fault[], breaks: RegExp])[] = [
  [["shows cookies to scripts"], /^signing in sets cookies/],
  [["sends the session token everywhere"], /^a hidden session token goes/],
  [["redirects to where the request line says"], /^a request line that/],
  [["takes every host for this machine"], /^on a host that is not this machine/],
  [["sets persistent cookies for every sign-in"], /^signing in for this visit only/],
  [
    ["signs in without the request"],
    /^signing in ends the session|^a session planted before the sign-in|^a hidden session token of another/,
  ],
  [
    ["resolves no session"],
    /^a signed-in request has|^what needs a session|^an unused session|^a (session )?token that a test signs|^a planted prefix|^five hundred|^the application's own pages|does not change the user$/,
  ],
  [
    ["signs every request in"],
    /^a signed-out request has|^a refused bearer token|^a signed-out request is answered|^an access token (with|whose|signed|in another|is no)|^a token of a megabyte|^a session token that was changed|^a client with the key|^the id of another user|^numbers of|^a cookie (beside|name|header)|^authorization that is none|^an id that was forged/,
  ],
  [["lets caches keep answers"], /^neither what needs a session/],
  [["judges a request twice"], /^the end of a session by its expiry is one event/],
  [["reads the store twice"], /^a session seen before/],
  [["never reads the store"], /^a route with verify/],
  [
    ["never refreshes"],
    /^a request whose access|^the seed of a request|^64 requests at once|^a stolen token/,
  ],
  [["refreshes for a prefetch"], /^a prefetch/],
  [
    ["hides the endpoints"],
    /^the endpoint and the application|^the seed of a page|^64 calls|^a navigation|^a refusal by the endpoint|^signing out (by|without)|^ending|^a scope|^a list of|^a signed-out request gets no list of sessions|^HEAD|^a client that keeps|^the endpoints (read|do)|^a body that is garbage|^a session token in a form|^reading ends nothing|^the refresh endpoint never|^a forged Host|^another user's session|under way across|^32 late|^a hidden session token refreshes|^the events of|can watch no session$/,
  ],
  [
    ["signs out in name only"],
    /^signing out in a route|^a sign-in or a sign-out takes|^after a sign-out|^a hidden session token ends/,
  ],
  [["watches no session"], /^a stream that watches/],
  [["ignores bearer tokens"], /^a client without cookies|^a bearer token of ours/],
  [["is never stale"], /^a sensitive place|^a refusal for not being fresh/],
  [
    ["changes in name only"],
    /^a step-up gives|^what is written to a session|^a hidden session token (is renewed|stays)/,
  ],
  [
    ["impersonates by signing in"],
    /^an impersonation (answers|is never|neither|cannot start another|ends (with|by itself))|^the end of an impersonation|^an impersonation whose|^an impersonation of a client|^a sign-out in an impersonation/,
  ],
  [
    ["ends an impersonation by signing out"],
    /^the end of an impersonation|^an impersonation whose end/,
  ],
  [["starts guests in name only"], /^a guest (has|stays|who signs in)|^a sign-out of a guest/],
  [
    ["reads no headers of a site"],
    /^a form of another site starts|^a page in a frame of another site/,
  ],
  [["forgets the guest at a sign-in"], /^a guest who signs in/],
  [["signs every request in"], /^a guest is refused/],
  [["returns in name only"], /^the end of an impersonation returns/],
  [["lets other sites act"], /^another site can neither start/],
  [["keeps the first of two cookies"], /^a step-up in the very request/],
  [
    ["changes a session that does not exist"],
    /^a signed-out client has no session|^an impersonation cannot start without/,
  ],
  [
    ["sends cookies with JSON only"],
    /^a handler that|^a stream keeps|^server-sent|^a redirect|^a compressed|^an answer that was not found/,
  ],
  [["puts its own cookies in their place"], /^the application's own cookies/],
  [["changes after the headers"], /^a change after/],
  [["loses concurrent changes"], /^sixteen concurrent/],
  [["ignores the options of a sign-in"], /^a sign-in (with|that)/],
  [["reads bodies whole"], /^a body without an end/],
  [["takes bodies of any size"], /^a body above/],
  [["sets cookies for a token in a body"], /^a token in a body/],
  [["answers a body by the cookies"], /^an empty or malformed token/],
  [["takes every bearer token for its own"], /^a bearer token of another/],
  [
    ["ignores bearer tokens"],
    /^a bearer token of ours decides beside|^a session token is a bearer|^an access token that is used after/,
  ],
  [
    ["gives cookies to every client"],
    /^an access token alone|^a bearer token of ours decides beside/,
  ],
  [
    ["takes the access token first"],
    /^an access token of another|^an access token from before a step-up is ignored/,
  ],
  [["clears the cookies of others"], /^a session cookie of/],
  [["takes every method for a prefetch"], /^a POST is never/],
  [["resolves no session for a prefetch"], /^a stolen token that is reused on/],
  [
    ["drops earlier tokens"],
    /^the user stays signed in|^an access token that is used|^a refresh that was answered before|^a sign-out after a step-up|^a session token from before a step-up ends/,
  ],
  [
    ["counts its own tokens as presented"],
    /^the user stays signed in when two answers of GET \/(now|fresh-now) /,
  ],
  [["signs out in name only"], /^a sign-out (during|in an outage)|^a request after a sign-out/],
  [["commits cookies early"], /slower answer$|^a slow refusal does not/],
  [["drops the cookies of slow answers"], /of a slow answer is|^a slow refusal clears/],
  [["ignores trailing slashes"], /trailing slash/],
  [["refuses without a reason"], /^a refusal names/],
  [
    ["is never stale"],
    /^an access token from before a step-up never|^a step-up gives|^a sign-in with an earlier/,
  ],
  [["loses the end of bodies"], /^the application reads bodies/],
  [
    ["reports an outage as signed out"],
    /^an outage|^in an outage|^a signed session continues|^64 requests across/,
  ],
  [["lets other sites act"], /can end, rotate and change nothing|signs no user in$|^the origin is/],
  [["ignores the method"], /^a link from another site/],
  [["ignores the method", "lets other sites act"], /^an unknown method/],
  [["trusts a forwarded address"], /^an address that a client makes up/],
  [["trusts a forwarded host"], /^a forwarded host makes/],
  [["answers every origin"], /^the endpoints reveal/],
  [["ignores its own proxy"], /^the address is/],
  [["throws errors without a status"], /^an error that an outage/],
  [
    ["signs every client in by cookie"],
    /^a sign-in of a client that keeps|^a step-up of a client that keeps|^a sign-out of a client that keeps/,
  ],
  [["signs in from no other site"], /^another site may post a sign-in/],
  [["sends no headers of CORS"], /^a page of an allowed origin|^a preflight/],
  [["lets every origin read"], /^no other origin may read/],
  [["makes no offers"], /^a sign-in offers once/],
  [["drops the headers of browsers"], /^a browser registers its key/],
  [
    ["lets a session token refresh a bound session"],
    /^a bound session is refused|^a copy of the cookies/,
  ],
  [["takes a page of another site for a lost key"], /^a page of a bound session/],
  [["loads every page of a bound session again"], /^a page of a bound session/],
  [["takes an old cookie for a lost key"], /^a (page|script) with a cookie that proves nothing/],
  [["takes an older access token for a lost key"], /^an access cookie from before a step-up/],
  [["has pages for errors"], /^a browser's own request is 503 while/],
  [["guards a browser's own requests"], /^no header of a browser's own/],
  [["limits requests in an outage"], /^a browser's own request in an outage/],
  [["limits requests at once"], /^32 refreshes of a browser/],
  [["has no challenge for a browser"], /^a browser without a proof/],
  [["binds a session again"], /^a session with a key takes/],
  [
    ["ends a binding by a status"],
    /^a refresh after a sign-out, or|^the refresh of a session that a sign-in/,
  ],
  [["keeps a lost key"], /^a user who has lost the key/],
  [["prints cookies"], /^what the application has written/],
];

const setup: BindingSetup = {
  strategy: "jwt",
  // For tests only.
  secret: "kq0Zr3tW5yB8nE1uJ4mX7cV2aL9sD6fGhTpQoNiRxSw=",
  lifetime: { access: "15m", idle: "7d", absolute: "30d" },
  trustProxy: 0,
  endpoints: "before-parser",
};

const contracts: readonly {
  setup: BindingSetup;
  cases: readonly ContractCase<BindingSubject>[];
}[] = [
  { setup, cases: bindingContract("jwt") },
  { setup: { ...setup, trustProxy: 1 }, cases: parsedFirstContract },
  { setup: { ...setup, refresh: "endpoint" }, cases: hiddenTokenContract },
  { setup: { ...setup, deviceBound: "offer" }, cases: boundContract },
];

describe.each(mutations)("a binding that %s", (faults, breaks) => {
  const agent = new Agent();
  const subjects: BindingSubject[] = [];
  beforeAll(async () => {
    for (const contract of contracts) {
      const app = await createReferenceApp(contract.setup, faults);
      subjects.push(createSubject(app, contract.setup, agent));
    }
  });
  afterAll(async () => {
    await agent.close();
    for (const { app } of subjects) await app.close();
  });

  const broken = contracts.flatMap(({ cases }, at) =>
    cases.filter(({ title }) => breaks.test(title)).map((one) => [one.title, at, one] as const),
  );
  it.each(broken)("fails: %s", async (_, at, { run }) => {
    await expect(run(subjects[at] as BindingSubject)).rejects.toThrow();
  });
});

/** The same for several instances. */
const instanceMutations: readonly (readonly [faults: readonly Fault[], breaks: RegExp])[] = [
  [
    ["shares no store"],
    /^a session is known|^64 requests at once to two|^sixteen|^a list of sessions/,
  ],
  [["watches no session"], /^a stream that watches/],
  [["takes the access token first"], /^an access token of a session that ended/],
  [
    ["leaves the access cookie at a sign-in", "takes the access token first"],
    /^a sign-in in an instance/,
  ],
  [["is never stale"], /^a step-up in one/],
  [["signs out in name only"], /^a sign-out after a step-up|^an access token is refused/],
  [["commits cookies early"], /^a late refusal/],
];

describe.each(instanceMutations)("instances of a binding that %s", (faults, breaks) => {
  let instances: RunningInstances;
  beforeAll(async () => {
    instances = await startInstances(setup, (setup) => createReferenceApp(setup, faults));
  });
  afterAll(() => instances.close());
  const broken = instanceCases.filter(({ title }) => breaks.test(title));
  it.each(broken.map((one) => [one.title, one] as const))("fail: %s", async (_, { run }) => {
    await expect(run(instances)).rejects.toThrow();
  });
});

it("has a mutation for each case of instances", () => {
  const titles = instanceCases.map(({ title }) => title);
  const breaks = instanceMutations.map(([, breaks]) => breaks);
  expect(titles.filter((title) => !breaks.some((one) => one.test(title)))).toEqual([]);
});

it("has a mutation for each case", () => {
  const titles = contracts.flatMap(({ cases }) => cases.map(({ title }) => title));
  const unbroken = titles.filter((title) => !mutations.some(([, breaks]) => breaks.test(title)));
  expect(unbroken).toEqual([]);
});
