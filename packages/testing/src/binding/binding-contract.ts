import type { ContractCase } from "../contract/contract.ts";
import { accessAloneCases } from "./attacks/access-alone-cases.ts";
import { boundTheftCases } from "./attacks/bound-theft-cases.ts";
import { cookieCases } from "./attacks/cookie-cases.ts";
import { crossSiteCases } from "./attacks/cross-site-cases.ts";
import { foreignCookieCases } from "./attacks/foreign-cookie-cases.ts";
import { identityHeaderCases } from "./attacks/identity-header-cases.ts";
import { lateRequestCases } from "./attacks/late-request-cases.ts";
import { methodCases } from "./attacks/method-cases.ts";
import { oneSessionCases } from "./attacks/one-session-cases.ts";
import { prefetchCases } from "./attacks/prefetch-cases.ts";
import { redirectCases } from "./attacks/redirect-cases.ts";
import { sessionTokenCases } from "./attacks/session-token-cases.ts";
import { theftCases } from "./attacks/theft-cases.ts";
import { tokenClaimCases } from "./attacks/token-claim-cases.ts";
import { tokenHeaderCases } from "./attacks/token-header-cases.ts";
import { transportCases } from "./attacks/transport-cases.ts";
import { withheldCases } from "./attacks/withheld-cases.ts";
import type { BindingContractOptions, BindingSetup } from "./binding-app.ts";
import type { BindingSubject } from "./binding-subject.ts";
import { bearerCases } from "./cases/bearer-cases.ts";
import { bodyCases } from "./cases/body-cases.ts";
import { boundCases } from "./cases/bound-cases.ts";
import { boundCookieCases } from "./cases/bound-cookie-cases.ts";
import { changeCases } from "./cases/change-cases.ts";
import { commitCases } from "./cases/commit-cases.ts";
import { corsCases } from "./cases/cors-cases.ts";
import { endpointCases } from "./cases/endpoint-cases.ts";
import { guestCases } from "./cases/guest-cases.ts";
import { hiddenTokenCases } from "./cases/hidden-token-cases.ts";
import { impersonationCases } from "./cases/impersonation-cases.ts";
import { lostAnswerCases } from "./cases/lost-answer-cases.ts";
import { outageCases } from "./cases/outage-cases.ts";
import { outputCases } from "./cases/output-cases.ts";
import { proxyCases } from "./cases/proxy-cases.ts";
import { endpointRefreshCases, refreshCases } from "./cases/refresh-cases.ts";
import { resolveCases } from "./cases/resolve-cases.ts";
import { lateCases, responseCases } from "./cases/response-cases.ts";
import { seedCases } from "./cases/seed-cases.ts";
import { sessionListCases } from "./cases/session-list-cases.ts";
import { signInCases } from "./cases/sign-in-cases.ts";
import { signOutCases } from "./cases/sign-out-cases.ts";
import { watchCases } from "./cases/watch-cases.ts";

/** Every guarantee of a binding. */
export function bindingContract(
  strategy: BindingSetup["strategy"],
  { cannot = [] }: BindingContractOptions = {},
): readonly ContractCase<BindingSubject>[] {
  return [
    ...signInCases,
    ...resolveCases,
    ...seedCases,
    ...refreshCases,
    ...endpointRefreshCases,
    ...signOutCases,
    ...sessionListCases,
    ...bearerCases,
    ...changeCases,
    ...guestCases,
    ...impersonationCases,
    ...responseCases,
    ...(cannot.includes("late") ? [] : lateCases),
    ...watchCases,
    ...bodyCases,
    ...endpointCases,
    ...corsCases,
    ...commitCases,
    ...lostAnswerCases,
    ...outageCases,
    ...(strategy === "jwt" ? [...oneSessionCases, ...accessAloneCases] : []),
    ...transportCases,
    ...foreignCookieCases,
    ...prefetchCases,
    ...tokenHeaderCases,
    ...tokenClaimCases,
    ...sessionTokenCases,
    ...cookieCases,
    ...crossSiteCases,
    ...withheldCases,
    ...methodCases,
    ...identityHeaderCases,
    ...redirectCases,
    ...theftCases,
    ...lateRequestCases,
    ...outputCases,
  ];
}

/** What may differ if a parser has read the body before the endpoints, and a proxy forwards the requests. */
export const parsedFirstContract: readonly ContractCase<BindingSubject>[] = [
  ...bodyCases,
  ...proxyCases,
  ...outputCases,
];

/** With `deviceBound`. */
export const boundContract: readonly ContractCase<BindingSubject>[] = [
  ...boundCases,
  ...boundCookieCases,
  ...boundTheftCases,
  ...outputCases,
];

/** With `refresh: "endpoint"`. */
export const hiddenTokenContract: readonly ContractCase<BindingSubject>[] = [
  ...hiddenTokenCases,
  ...endpointRefreshCases,
  ...outputCases,
];
