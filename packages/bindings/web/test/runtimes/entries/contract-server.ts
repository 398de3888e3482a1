import type { BindingSetup } from "@sessionkit/testing";
import { answerControl, createBindingWorld } from "@sessionkit/testing/binding-world";
import { type ContractApp, createContractApp, type Platform } from "../../contract-app.ts";

/**
 * The application of the contract, which a test controls by requests.
 *
 * @param text the setup as JSON
 */
export function createContractServer(text: string | undefined, platform: Platform): ContractApp {
  const setup: BindingSetup = JSON.parse(text ?? "");
  const harness = createBindingWorld(setup);
  const answer = createContractApp(harness, setup, platform);
  return async (request, address) =>
    (await answerControl(request, harness)) ?? answer(request, address);
}
