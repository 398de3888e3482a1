// Which imports are allowed between and inside packages, and why.

/** @typedef {import("dependency-cruiser").IRegularForbiddenRuleType} Rule */

/**
 * The layers of packages: the folders of `src`, each with the folders that it may import.
 *
 * @type {Record<string, Record<string, string[]>>}
 */
const layers = {
  core: {
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
  },
  client: {
    bearer: ["client", "tabs", "state", "http", "page"],
    list: ["client", "state", "http", "page"],
    client: ["tabs", "state", "http", "page"],
    tabs: ["page"],
    state: ["http"],
    http: [],
    page: [],
  },
  react: {
    locales: ["labels"],
    components: ["labels", "gate", "hooks", "provider"],
    gate: ["hooks", "provider"],
    labels: ["hooks"],
    hooks: ["provider"],
    provider: [],
  },
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
  return [...insidePackages(), ...betweenPackages(packages), ...browserSafe(packages)];
}

const tests = "\\.test(-d)?\\.tsx?$";
const flow = "^packages/core/src/flow/";

function insidePackages() {
  return [
    ...Object.entries(layers).flatMap(([name, folders]) => insidePackage(name, folders)),
    forbid(
      "Verbs are composed of steps and of a backend, never the other way round: what these need, the verb passes as a value.",
      { path: `${flow}(steps|backend)/`, pathNot: tests },
      { path: flow, pathNot: `${flow}(steps/|backend/|call\\.ts)`, preCompilationOnly: false },
    ),
  ];
}

/**
 * @param {string} name
 * @param {Record<string, string[]>} folders
 */
function insidePackage(name, folders) {
  const source = `^packages/${name}/src/`;
  return [
    ...Object.entries(folders).map(([folder, below]) =>
      forbid(
        `Imports in ${name} only go down, so that a layer is read without those above it; ${folder} may import ${below.join(", ") || "no other folder"}.`,
        { path: `${source}${folder}/`, pathNot: tests },
        { path: source, pathNot: `${source}(${[folder, ...below].join("|")})/` },
      ),
    ),
    forbid(
      `Every folder of ${name} is a layer: add this one to scripts/layer-rules.mjs.`,
      { path: `${source}(?!(${Object.keys(folders).join("|")})/)[^/]+/` },
      {},
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
