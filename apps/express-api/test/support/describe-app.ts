import { beforeAll, describe } from "vitest";
import { bearerCases } from "../cases/bearer-cases.ts";
import { cookieCases } from "../cases/cookie-cases.ts";
import { descriptionCases } from "../cases/description-cases.ts";
import { expiryCases } from "../cases/expiry-cases.ts";
import { liveCases } from "../cases/live-cases.ts";
import { outageCases } from "../cases/outage-cases.ts";
import { type Backend, createSubject, type Strategy, type Subject } from "./subject.ts";

/** The started application on one kind of database, with either strategy. */
export function describeApp(backend: Backend): void {
  describe.each<Strategy>(["jwt", "database"])(`on ${backend}, strategy %s`, (strategy) => {
    const subject = use(() => createSubject(backend, strategy));
    cookieCases(subject);
    bearerCases(subject);
    liveCases(subject);
    descriptionCases(subject, strategy);
    outageCases(subject, backend);
  });

  describe(`on ${backend}, when access tokens expire`, () => {
    const short = { SESSION_ACCESS: "2s", SESSION_GRACE: "0" };
    expiryCases(use(() => createSubject(backend, "jwt", short)));
  });
}

function use(create: () => Promise<Subject>): () => Subject {
  let subject: Subject | undefined;
  beforeAll(async () => {
    subject = await create();
    return subject.close;
  }, 60_000);
  return () => {
    if (!subject) throw new Error("The application has not been started.");
    return subject;
  };
}
