// Who may import whom, and why.

/** @typedef {import("dependency-cruiser").IRegularForbiddenRuleType} Rule */

/** The floors of core, each with those it stands on. */
const floors = {
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

/** The packages, each with those it may import. Applications may import all of them. */
const neighbours = [
  { from: "core", may: [], because: "everything else stands on core, and core on none of it" },
  {
    from: "testing",
    may: ["core"],
    because: "the contracts know core's ports, never who fulfils them",
  },
  {
    from: "test-servers",
    may: [],
    because: "it starts servers of others and knows nothing of sessions",
  },
  {
    from: "stores/[^/]+",
    may: ["core", "testing", "test-servers"],
    because: "a store keeps records: it never sees a cookie, a framework or another store",
  },
  {
    from: "bindings/[^/]+",
    may: ["core", "testing"],
    because: "a binding carries facts to core: it never sees a record, a store or another binding",
  },
  { from: "client", may: ["core", "testing"], because: "the client runs without any framework" },
  {
    from: "react",
    may: ["client", "core", "testing"],
    because: "the hooks are thin and know only the client below them",
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
    ...Object.entries(floors).map(([floor, below]) =>
      forbid(
        `Imports in core only go down, so that a floor is read without those above it; ${floor} stands on ${below.join(", ") || "nothing"}.`,
        { path: `${core}${floor}/`, pathNot: tests },
        { path: core, pathNot: `${core}(${[floor, ...below].join("|")})/` },
      ),
    ),
    forbid(
      "Every folder of core is a floor: give this one its place in scripts/layer-rules.mjs.",
      { path: `${core}(?!(${Object.keys(floors).join("|")})/)[^/]+/` },
      {},
    ),
    forbid(
      "Verbs are composed of steps and of a backend, never the other way round: what these need, the verb passes as a value.",
      { path: `${flow}(steps|backend)/`, pathNot: tests },
      { path: flow, pathNot: `${flow}(steps/|backend/|call\\.ts)`, preCompilationOnly: false },
    ),
  ];
}

/** @param {import("./workspace.mjs").Package[]} packages */
function betweenPackages(packages) {
  return neighbours.flatMap(({ from, may, because }) =>
    packages
      .filter(({ folder }) => new RegExp(`^packages/${from}$`).test(folder))
      .map(({ folder }) =>
        forbid(
          `${folder} may import ${may.join(" and ") || "no other package"}: ${because}.`,
          // Browser tests stand a whole application around a package.
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
      "Core runs on every runtime and the client in the browser: there are no modules of Node's there.",
      { path: "^packages/(core|client)/src/", pathNot: tests },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "What reaches the browser takes only types from core, never its code: `import type`.",
      { path: "^packages/(client|react)/src/", pathNot: tests },
      {
        path: packages.filter(({ folder }) => folder === "packages/core").flatMap(addresses),
        preCompilationOnly: false,
      },
    ),
  ];
}

/**
 * How an import names a package: as its users do, or by a path into its folder.
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
