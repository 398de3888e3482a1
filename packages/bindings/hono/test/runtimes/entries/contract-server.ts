import type { BindingSetup } from "@sessionkit/testing";
import { answerControl, createBindingWorld } from "@sessionkit/testing/binding-world";
import { createContractApp, type Platform } from "../../contract-app.ts";

/** Answers requests as the application of the contract, with the environment that the runtime passes. */
export type ContractServer = (request: Request, env: object) => Response | Promise<Response>;

/** @param text the setup as JSON */
export function createContractServer(text: string | undefined, platform: Platform): ContractServer {
  const setup: BindingSetup = JSON.parse(text ?? "");
  const harness = createBindingWorld(setup);
  const app = createContractApp(harness, setup, platform);
  return async (request, env) => (await answerControl(request, harness)) ?? app.fetch(request, env);
}
