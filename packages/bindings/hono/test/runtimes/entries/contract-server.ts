import type { BindingOrders, BindingSetup } from "@sessionkit/testing";
import { createBindingWorld } from "@sessionkit/testing/binding-world";
import { createContractApp, type Platform } from "../../contract-app.ts";

/** Where a test steers an application in another process. */
export const CONTROL = "/control-of-the-test";

/** Answers requests as the application of the contract, with what the runtime hands over beside them. */
export type ContractServer = (request: Request, env: object) => Response | Promise<Response>;

/** @param text the set-up as JSON, as it travelled here */
export function createContractServer(text: string | undefined, platform: Platform): ContractServer {
  const setup: BindingSetup = JSON.parse(text ?? "");
  const world = createBindingWorld(setup);
  const app = createContractApp(world, setup, platform);
  return async (request, env) => {
    if (new URL(request.url).pathname !== CONTROL) return app.fetch(request, env);
    return Response.json(world.control((await request.json()) as BindingOrders));
  };
}
