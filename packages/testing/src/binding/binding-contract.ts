import type { ContractCase } from "../contract/contract.ts";
import type { BindingSubject } from "./binding-subject.ts";
import { bearerCases } from "./cases/bearer-cases.ts";
import { bodyCases } from "./cases/body-cases.ts";
import { changeCases } from "./cases/change-cases.ts";
import { outageCases } from "./cases/outage-cases.ts";
import { refreshCases } from "./cases/refresh-cases.ts";
import { resolveCases } from "./cases/resolve-cases.ts";
import { lateCases, responseCases } from "./cases/response-cases.ts";
import { sessionListCases } from "./cases/session-list-cases.ts";
import { signInCases } from "./cases/sign-in-cases.ts";
import { signOutCases } from "./cases/sign-out-cases.ts";
import type { BindingContractOptions } from "./describe-binding.ts";

/** Every promise of a binding. */
export function bindingContract({
  cannot = [],
}: BindingContractOptions = {}): readonly ContractCase<BindingSubject>[] {
  return [
    ...signInCases,
    ...resolveCases,
    ...refreshCases,
    ...signOutCases,
    ...sessionListCases,
    ...bearerCases,
    ...changeCases,
    ...responseCases,
    ...(cannot.includes("late") ? [] : lateCases),
    ...bodyCases,
    ...outageCases,
  ];
}

/** What may differ where a parser has read the body before the endpoints are asked, and a proxy stands in front. */
export const parsedFirstContract: readonly ContractCase<BindingSubject>[] = [...bodyCases];
