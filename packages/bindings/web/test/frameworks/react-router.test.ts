import {
  type ActionFunctionArgs,
  createContext,
  createRequestHandler,
  type HandleDocumentRequestFunction,
  type LoaderFunctionArgs,
  type MiddlewareFunction,
  RouterContextProvider,
  redirect,
  type ServerBuild,
} from "react-router";
import { beforeEach, expect, test } from "vitest";
import type { SessionContext } from "../../src/index.ts";
import { type App, createApp, UNTIL_DUE } from "../create-app.ts";
import { createTestClient, namesSet, type TestClient } from "../test-client.ts";

type Sessions = App["harness"]["sessions"];

const sessionContext = createContext<SessionContext<Sessions>>();

let app: App;
let ada: TestClient;

beforeEach(() => {
  app = createApp({}, { throwAs: (error) => error.toResponse() });
  const handler = createRequestHandler(createBuild(app), "production");
  ada = createTestClient((request) => handler(request, new RouterContextProvider() as never));
});

test("an action signs in and redirects, and a loader of a page has the session", async () => {
  const response = await ada.post("/sign-in");
  expect([response.status, response.headers.get("location")]).toEqual([302, "/me"]);
  expect(namesSet(response)).toEqual(["access", "session"]);
  const page = await ada.send("/me");
  expect(await page.json()).toEqual({ me: { user: "ada" } });
  expect(page.headers.get("cache-control")).toBe("private, no-store");
});

test("a request of the router for data refreshes the session", async () => {
  await ada.post("/sign-in");
  app.harness.control({ advance: UNTIL_DUE });
  const response = await ada.send("/me.data");
  expect(namesSet(response)).toEqual(["access", "session"]);
  expect(await response.text()).toContain("ada");
});

test("a page that requires a session is answered 401, with an error boundary", async () => {
  expect((await ada.send("/me")).status).toBe(401);
});

test("a route answers the endpoints", async () => {
  await ada.post("/sign-in");
  expect(await (await ada.send("/api/auth/session")).json()).toMatchObject({ user: { id: "ada" } });
  expect(await (await ada.post("/api/auth/logout")).json()).toEqual({ revoked: 1 });
  expect((await ada.send("/me")).status).toBe(401);
});

test("another site cannot post with the session", async () => {
  await ada.post("/sign-in");
  const response = await ada.post("/sign-in", { headers: { "sec-fetch-site": "cross-site" } });
  expect([response.status, namesSet(response)]).toEqual([403, []]);
});

/** What a build of an application exports, with its routes. */
function createBuild({ handle, handlers }: App): ServerBuild {
  const middleware: MiddlewareFunction<Response> = ({ request, context }, next) =>
    handle(request, (session) => {
      context.set(sessionContext, session);
      return next();
    });
  const routes = {
    root: { path: "", module: { default: () => null, middleware: [middleware] } },
    "sign-in": {
      path: "sign-in",
      module: {
        action: async ({ context }: ActionFunctionArgs) => {
          await context.get(sessionContext).createSession("ada");
          return redirect("/me");
        },
      },
    },
    me: {
      path: "me",
      module: {
        default: () => null,
        loader: async ({ context }: LoaderFunctionArgs) => ({
          user: (await context.get(sessionContext).requireSession()).userId,
        }),
      },
    },
    // Only a path of a route runs middleware.
    endpoints: {
      path: "api/auth/*",
      module: {
        loader: ({ request }: LoaderFunctionArgs) => handlers(request),
        action: ({ request }: ActionFunctionArgs) => handlers(request),
      },
    },
  };
  const entries = Object.entries(routes).map(([id, route]) => [
    id,
    { id, parentId: id === "root" ? undefined : "root", ...route },
  ]);
  const manifest = Object.entries(routes).map(([id, { path, module }]) => [
    id,
    {
      id,
      parentId: id === "root" ? undefined : "root",
      path,
      hasAction: "action" in module,
      hasLoader: "loader" in module,
      hasClientAction: false,
      hasClientLoader: false,
      hasClientMiddleware: false,
      hasErrorBoundary: false,
      module: "",
    },
  ]);
  return {
    entry: {
      module: {
        default: ((_request, status, headers, { staticHandlerContext }) =>
          Response.json(staticHandlerContext.loaderData, {
            status,
            headers,
          })) satisfies HandleDocumentRequestFunction,
      },
    },
    routes: Object.fromEntries(entries),
    assets: {
      entry: { imports: [], module: "" },
      routes: Object.fromEntries(manifest),
      url: "",
      version: "1",
    },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: {
      v8_middleware: true,
      v8_passThroughRequests: false,
      v8_trailingSlashAwareDataRequests: false,
    },
    ssr: true,
    isSpaMode: false,
    prerender: [],
    routeDiscovery: { mode: "initial", manifestPath: "/__manifest" },
  } as unknown as ServerBuild;
}
