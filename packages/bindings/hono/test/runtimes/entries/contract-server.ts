import type { BindingOrders, BindingSetup } from "@sessionkit/testing";
import { createBindingWorld } from "@sessionkit/testing/binding-world";
import { createContractApp, type Platform } from "../../contract-app.ts";

/** The path at which a test controls an application in another process. */
export const CONTROL = "/control-of-the-test";

/** Answers requests as the application of the contract, with the environment that the runtime passes. */
export type ContractServer = (request: Request, env: object) => Response | Promise<Response>;

/** @param text the setup as JSON */
export function createContractServer(text: string | undefined, platform: Platform): ContractServer {
  const setup: BindingSetup = JSON.parse(text ?? "");
  const harness = createBindingWorld(setup);
  const app = createContractApp(harness, setup, platform);
  return async (request, env) => {
    if (new URL(request.url).pathname !== CONTROL) return app.fetch(request, env);
    return Response.json(harness.control((await request.json()) as BindingOrders));
  };
}
