// The permitted imports between packages and between the folders of core, with reasons.

/** @typedef {import("dependency-cruiser").IRegularForbiddenRuleType} Rule */

/** The layers of core, each with the layers that it may import. */
const layers = {
  binding: [
    "service",
    "http",
    "flow",
    "config",
    "session",
    "store",
    "request",
    "tokens",
    "cookies",
    "base",
  ],
  service: ["http", "flow", "config", "session", "store", "request", "tokens", "cookies", "base"],
  http: ["flow", "config", "session", "store", "request", "tokens", "cookies", "base"],
  flow: ["config", "session", "store", "request", "tokens", "cookies", "base"],
  config: ["session", "store", "request", "tokens", "cookies", "base"],
  session: ["store", "request", "tokens", "cookies", "base"],
  store: ["request", "base"],
  request: ["base"],
  tokens: ["base"],
  cookies: ["base"],
  base: [],
};

/** The packages, each with those that it may import. Applications may import all of them. */
const packageRules = [
  { from: "core", may: [], because: "all other packages depend on core" },
  {
    from: "testing",
    may: ["core"],
    because: "the contracts depend on core's ports, not on their implementations",
  },
  {
    from: "test-servers",
    may: [],
    because: "it starts servers and has no code about sessions",
  },
  {
    from: "stores/[^/]+",
    may: ["core", "testing", "test-servers"],
    because: "a store keeps records: it uses no cookies, no framework and no other store",
  },
  {
    from: "bindings/[^/]+",
    may: ["core", "testing"],
    because:
      "a binding connects a framework to core: it uses no records, no store and no other binding",
  },
  { from: "client", may: ["core", "testing"], because: "the client uses no framework" },
  {
    from: "react",
    may: ["client", "core", "testing"],
    because: "the hooks are a thin layer over the client",
  },
];

/**
 * @param {import("./workspace.mjs").Package[]} packages
 * @returns {Rule[]}
 */
export function layerRules(packages) {
  return [...insideCore(), ...betweenPackages(packages), ...browserSafe(packages)];
}

const tests = "\\.test(-d)?\\.tsx?$";
const core = "^packages/core/src/";
const flow = `${core}flow/`;

function insideCore() {
  return [
    ...Object.entries(layers).map(([layer, below]) =>
      forbid(
        `Imports in core only go down; ${layer} may import ${below.join(", ") || "nothing"}.`,
        { path: `${core}${layer}/`, pathNot: tests },
        { path: core, pathNot: `${core}(${[layer, ...below].join("|")})/` },
      ),
    ),
    forbid(
      "Every folder of core is a layer: add this one to scripts/layer-rules.mjs.",
      { path: `${core}(?!(${Object.keys(layers).join("|")})/)[^/]+/` },
      {},
    ),
    forbid(
      "Verbs import steps and backends, and these import no verb: the verb passes what they need as a value.",
      { path: `${flow}(steps|backend)/`, pathNot: tests },
      { path: flow, pathNot: `${flow}(steps/|backend/|call\\.ts)`, preCompilationOnly: false },
    ),
  ];
}

/** @param {import("./workspace.mjs").Package[]} packages */
function betweenPackages(packages) {
  return packageRules.flatMap(({ from, may, because }) =>
    packages
      .filter(({ folder }) => new RegExp(`^packages/${from}$`).test(folder))
      .map(({ folder }) =>
        forbid(
          `${folder} may import ${may.join(" and ") || "no other package"}: ${because}.`,
          // Browser tests run a package inside an application.
          { path: `^${folder}/`, pathNot: `^${folder}/e2e/` },
          {
            path: packages.flatMap(addresses),
            pathNot: packages
              .filter(
                (one) =>
                  one.folder === folder || may.includes(one.folder.slice("packages/".length)),
              )
              .flatMap(addresses),
          },
        ),
      ),
  );
}

/** @param {import("./workspace.mjs").Package[]} packages */
function browserSafe(packages) {
  return [
    forbid(
      "Core runs on every runtime and the client in the browser: they import no modules of Node.",
      { path: "^packages/(core|client)/src/", pathNot: tests },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "Code for the browser imports only types from core: `import type`.",
      { path: "^packages/(client|react)/src/", pathNot: tests },
      {
        path: packages.filter(({ folder }) => folder === "packages/core").flatMap(addresses),
        preCompilationOnly: false,
      },
    ),
  ];
}

/**
 * The patterns of an import of a package: by its name, or by a path into its folder.
 *
 * @param {import("./workspace.mjs").Package} one
 */
function addresses({ folder, manifest }) {
  return [`^${folder}/`, `^${manifest.name}(/|$)`];
}

/**
 * @param {string} reason
 * @param {Rule["from"]} from
 * @param {Rule["to"]} to
 * @returns {Rule}
 */
function forbid(reason, from, to) {
  return { name: reason, severity: "error", from, to };
}
