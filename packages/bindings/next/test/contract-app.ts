import type { BindingApp, BindingReport, BindingSetup } from "@sessionkit/testing";
import { startServer } from "./app.ts";
import { send } from "./send.ts";

/** The application of the binding contract, in Next. */
export async function createContractApp(setup: BindingSetup): Promise<BindingApp> {
  const { origin, output, stop } = await startServer("contract", { SETUP: JSON.stringify(setup) });
  return {
    origin,
    output,
    close: stop,
    control: async (orders = {}) => {
      const answer = await send(`${origin}/control`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(orders),
      });
      return answer.json as BindingReport;
    },
  };
}
