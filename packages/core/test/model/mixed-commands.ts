import type { EndpointRequest } from "../../src/index.ts";
import { type Command, command } from "./commands.ts";
import { present } from "./ledger.ts";
import { runStep } from "./step.ts";
import type { Verb } from "./verbs.ts";
import { assertHolds } from "./violation.ts";
import type { Process, World } from "./world.ts";

const INVARIANT = "4 no credential yields more than it is";

/** The cookies of the browser and the bearer token of the app in one request: the app's counts. */
export function mixes(verb: Verb & { kind: "page" | "strict" }, process: Process["name"]): Command {
  return command(
    `the cookies of browser and the token of app: ${verb.kind} at ${process}`,
    async (world) => {
      const { browser, app } = world.clients;
      const sent = app.send({}, "bearer");
      const authorization = sent.request.header("authorization");
      if (!authorization) return;
      const { request } = browser.send({ headers: { authorization } }, "bearer");
      const server = world.processes[process];
      const presented = present(world.ledger, server, sent.credentials);
      if (presented.session === null && presented.access === null) return;
      await runStep(world, { process: server, client: app, verb, presented }, () =>
        server.sessions.resolve(request, { verify: verb.kind === "strict" ? "store" : "token" }),
      );
    },
  );
}

/** A body with an empty token beside the cookies of the browser: refused, and nothing is rotated or ended. */
export function sendsEmptyToken(path: "refresh" | "logout", process: Process["name"]): Command {
  return command(`browser: an empty token in the body of ${path} at ${process}`, async (world) => {
    const before = await versions(world);
    const response = await world.processes[process].sessions.handle(emptyToken(world, path));
    assertHolds(response?.status === 400, INVARIANT, () => `it is answered ${response?.status}`);
    const sets = response?.headers.some(([name]) => name === "set-cookie");
    assertHolds(!sets, INVARIANT, () => "it sets cookies");
    assertHolds((await versions(world)) === before, INVARIANT, () => "it writes");
  });
}

function emptyToken({ clients }: World, path: string): EndpointRequest {
  const body = JSON.stringify({ sessionToken: "" });
  const headers = { "content-type": "application/json" };
  return clients.browser.send({ method: "POST", url: `/api/auth/${path}`, headers, body }, "body")
    .request;
}

async function versions({ store }: World): Promise<string> {
  const rows = (await store?.rows()) ?? [];
  return rows.map(({ id, version }) => `${id}.${version}`).join();
}
