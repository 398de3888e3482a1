import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packageLayers } from "./layer-rules.mjs";
import { findViolations } from "./layers.mjs";

/** A workspace in which every import is allowed. */
const allowed = {
  "pnpm-workspace.yaml":
    "packages:\n  - packages/*\n  - packages/stores/*\n  - packages/bindings/*\n",
  ...manifests({
    "packages/core": "@sessionkit/core",
    "packages/testing": "@sessionkit/testing",
    "packages/client": "@sessionkit/client",
    "packages/react": "@sessionkit/react",
    "packages/stores/redis": "@sessionkit/redis",
    "packages/stores/drizzle": "@sessionkit/drizzle",
    "packages/bindings/hono": "@sessionkit/hono",
    "packages/bindings/next": "@sessionkit/next",
  }),

  "packages/core/src/index.ts": `export { resolve } from "./flow/resolve.ts";`,
  "packages/core/src/binding/verbs.ts": `import "../service/create-sessions.ts"; import "../session/store.ts";`,
  "packages/core/src/service/create-sessions.ts": `import "../http/route.ts"; import "../flow/resolve.ts";`,
  "packages/core/src/http/route.ts": `import "../flow/resolve.ts"; import "../flow/refresh.ts";`,
  "packages/core/src/flow/resolve.ts": `import { load } from "./steps/load.ts"; export const resolve = load;`,
  "packages/core/src/flow/refresh.ts": `import "./resolve.ts"; import "./steps/load.ts";`,
  "packages/core/src/flow/refresh.test.ts": `import "./resolve.ts"; import "node:fs";`,
  "packages/core/src/flow/steps/load.ts": `import "../../session/store.ts"; export const load = 1;`,
  "packages/core/src/flow/steps/end.ts": `import type { load } from "./load.ts";`,
  "packages/core/src/session/store.ts": `import "../tokens/keys.ts"; import "../cookies/name.ts";`,
  "packages/core/src/tokens/keys.ts": `import "../base/clock.ts"; import "jose";`,
  "packages/core/src/cookies/name.ts": `import "../base/clock.ts";`,
  "packages/core/src/base/clock.ts": "",

  "packages/testing/src/index.ts": `import "@sessionkit/core/memory";`,
  "packages/client/src/index.ts": `import type { Session } from "@sessionkit/core";`,
  "packages/client/src/client/create-session-client.ts": `import "../state/observable.ts";`,
  "packages/client/src/state/observable.ts": `import "../http/answer.ts";`,
  "packages/client/src/http/answer.ts": "",
  "packages/react/src/components/list.ts": `import "../hooks/use-session.ts";`,
  "packages/react/src/hooks/use-session.ts": `import "../provider/context.ts";`,
  "packages/react/src/provider/context.ts": "",
  "packages/client/src/index.test.ts": `import "@sessionkit/core"; import "node:http";`,
  "packages/react/src/index.ts": `import "@sessionkit/client"; import type {} from "@sessionkit/core";`,
  "packages/react/e2e/site.ts": `import "@sessionkit/core"; import "@sessionkit/hono";`,
  "packages/stores/redis/src/index.ts": `import "@sessionkit/core"; import "node:crypto";`,
  "packages/stores/redis/src/index.test.ts": `import "@sessionkit/testing"; import "../test/connect.ts";`,
  "packages/stores/redis/src/store/verbs.ts": `import "../client/script.ts";`,
  "packages/stores/redis/src/client/script.ts": "",
  "packages/stores/redis/test/connect.ts": `import "../src/store/verbs.ts";`,
  "packages/bindings/hono/src/index.ts": `import "@sessionkit/core"; import "./bind/bind-sessions.ts";`,
  "packages/bindings/hono/src/bind/bind-sessions.ts": `import "../app/attach.ts"; import "../endpoints/handlers.ts";`,
  "packages/bindings/hono/src/app/attach.ts": `import "../request/current-request.ts";`,
  "packages/bindings/hono/src/app/attach.test.ts": `import "../bind/bind-sessions.ts";`,
  "packages/bindings/hono/src/endpoints/handlers.ts": `import "../request/current-request.ts";`,
  "packages/bindings/hono/src/request/current-request.ts": `import type {} from "../binding/binding.ts";`,
  "packages/bindings/hono/src/binding/binding.ts": "",
  "packages/bindings/hono/src/binding/session-binding.ts": `import type {} from "./binding.ts";`,
  "packages/bindings/next/src/proxy/proxy.ts": `import "../request/web-request.ts";`,
  "packages/bindings/next/src/request/web-request.ts": `import type {} from "../options/bind-options.ts";`,
  "packages/bindings/next/src/options/bind-options.ts": `import "../paths/matcher.ts";`,
  "packages/bindings/next/src/paths/matcher.ts": "",
};

/** Imports that violate a rule, each with a part of the reported reason. */
const refused = /** @type {const} */ ({
  "packages/core/src/base/value.ts": [`import "../session/store.ts";`, "only go down"],
  "packages/core/src/base/type.ts": [`import type {} from "../session/store.ts";`, "only go down"],
  "packages/core/src/session/verb.ts": [`import "../flow/resolve.ts";`, "session may import store"],
  "packages/core/src/tokens/side.ts": [`import "../cookies/name.ts";`, "tokens may import base"],
  "packages/core/src/cookies/side.ts": [`import "../tokens/keys.ts";`, "cookies may import base"],
  "packages/core/src/service/bound.ts": [`import "../binding/verbs.ts";`, "only go down"],
  "packages/core/src/http/entry.ts": [`import "../index.ts";`, "only go down"],
  "packages/core/src/utils/all.ts": [
    `import "../base/clock.ts";`,
    "Every folder of core is a layer",
  ],
  "packages/core/src/flow/backend/verb.ts": [`import "../resolve.ts";`, "these import no verb"],
  "packages/core/src/flow/steps/verb.ts": [`import "../resolve.ts";`, "these import no verb"],
  "packages/core/src/flow/factory.ts": [`import "../service/create-sessions.ts";`, "only go down"],

  "packages/core/src/tokens/node.ts": [`import "node:crypto";`, "every runtime"],
  "packages/core/src/tokens/bare.ts": [`import "crypto";`, "every runtime"],
  "packages/client/src/http/state.ts": [
    `import type {} from "../state/observable.ts";`,
    "http of client may import no other folder",
  ],
  "packages/client/src/utils/all.ts": [
    `import "../http/answer.ts";`,
    "Every folder of client is a layer",
  ],
  "packages/react/src/provider/hook.ts": [
    `import "../hooks/use-session.ts";`,
    "provider of react may import no other folder",
  ],

  "packages/client/src/node.ts": [`import "node:fs";`, "every runtime"],
  "packages/client/src/code.ts": [`import "@sessionkit/core";`, "only types from core"],
  "packages/react/src/code.ts": [
    `import { a } from "@sessionkit/core"; a();`,
    "only types from core",
  ],

  "packages/core/src/other.ts": [`import "@sessionkit/testing";`, "no other package"],
  "packages/core/src/other.test.ts": [`import "@sessionkit/redis";`, "no other package"],
  "packages/testing/src/store.ts": [`import "@sessionkit/redis";`, "not on their implementations"],
  "packages/stores/redis/src/store.ts": [`import "@sessionkit/drizzle";`, "a store keeps records"],
  "packages/stores/redis/src/binding.ts": [`import "@sessionkit/hono";`, "a store keeps records"],
  "packages/stores/redis/src/binding.test.ts": [
    `import "@sessionkit/hono";`,
    "a store keeps records",
  ],
  "packages/bindings/hono/src/store.ts": [
    `import "@sessionkit/redis/lua";`,
    "a binding connects a framework",
  ],
  "packages/bindings/hono/src/path.ts": [
    `import "../../../stores/redis/src/index.ts";`,
    "a binding connects a framework",
  ],
  "packages/bindings/hono/src/binding/type.ts": [
    `import type {} from "../bind/bind-sessions.ts";`,
    "binding of bindings/hono may import no other folder",
  ],
  "packages/bindings/hono/src/app/endpoint.ts": [
    `import "../endpoints/handlers.ts";`,
    "app of bindings/hono may import request, binding",
  ],
  "packages/bindings/hono/src/request/middleware.ts": [
    `import "../app/attach.ts";`,
    "request of bindings/hono may import binding",
  ],
  "packages/bindings/next/src/options/request.ts": [
    `import type {} from "../request/web-request.ts";`,
    "options of bindings/next may import paths",
  ],
  "packages/bindings/next/src/app/guard.ts": [
    `import "../proxy/proxy.ts";`,
    "app of bindings/next may import request, options, paths, binding",
  ],
  "packages/bindings/hono/src/binding/binding.ts": [
    `import type {} from "./session-binding.ts";`,
    "in a circle",
  ],
  "packages/stores/redis/src/client/verb.ts": [
    `import "../store/verbs.ts";`,
    "client of stores/redis may import no other folder",
  ],
  "packages/stores/redis/src/client/entry.ts": [
    `import type {} from "../index.ts";`,
    "client of stores/redis may import no other folder",
  ],
  "packages/stores/redis/src/utils/all.ts": [
    `import "../client/script.ts";`,
    "Every folder of stores/redis is a layer",
  ],
  "packages/stores/redis/src/support.ts": [
    `import "../test/connect.ts";`,
    "Test support is in test/",
  ],
  "packages/client/src/react.ts": [`import "@sessionkit/react";`, "uses no framework"],
  "packages/react/src/binding.ts": [`import "@sessionkit/hono";`, "the hooks are a thin layer"],
});

const clean = writeWorkspace(allowed);
const imports = Object.entries(refused).map(([file, [content]]) => [file, content]);
const broken = writeWorkspace({ ...allowed, ...Object.fromEntries(imports) });
const violations = await findViolations(broken);
afterAll(() => {
  for (const tree of [clean, broken]) rmSync(tree, { recursive: true });
});

test("a workspace without violations passes", async () => {
  expect(await findViolations(clean)).toEqual([]);
});

test.each(Object.entries(refused))("reports %s with its reason", (file, [, reason]) => {
  const found = violations.filter((violation) => violation.startsWith(`${file} → `));
  expect(found).toEqual([expect.stringContaining(reason)]);
});

test("no other import is reported", () => {
  expect(violations).toHaveLength(Object.keys(refused).length);
});

test.each(Object.entries(packageLayers))(
  "the folders of %s import each other in no circle",
  (_, layers) => {
    const names = Object.keys(layers);
    for (const [position, { on }] of Object.values(layers).entries()) {
      expect(names.slice(position + 1)).toEqual(expect.arrayContaining(on));
    }
  },
);

/** @param {Record<string, string>} files */
function writeWorkspace(files) {
  const tree = mkdtempSync(join(tmpdir(), "layers-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(name)), { recursive: true });
    writeFileSync(join(tree, name), content);
  }
  return tree;
}

/** @param {Record<string, string>} names */
function manifests(names) {
  const entries = Object.entries(names);
  return Object.fromEntries(
    entries.map(([folder, name]) => [`${folder}/package.json`, JSON.stringify({ name })]),
  );
}
