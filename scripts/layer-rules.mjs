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

/**
 * The layers of a package, from the top: for each folder of `src/`, the folders that it may import, and the reason.
 *
 * @typedef {Record<string, { on: string[], because: string }>} Layers
 */

/** @type {Layers} */
const bindingLayers = {
  bind: {
    on: ["app", "endpoints", "request", "binding"],
    because: "the binding is composed of all other parts",
  },
  app: {
    on: ["request", "binding"],
    because: "the middleware of an application and the endpoints share only the request",
  },
  endpoints: {
    on: ["request", "binding"],
    because: "the endpoints work without the middleware of the application",
  },
  request: {
    on: ["binding"],
    because: "a request is read and refused in the same way by all parts that use it",
  },
  binding: { on: [], because: "it has the public types and the options that all parts share" },
};

/** @type {Layers} */
const nextLayers = {
  bind: {
    on: ["app", "proxy", "endpoints", "request", "options", "paths", "binding"],
    because: "the binding is composed of all other parts",
  },
  pages: {
    on: ["request", "options", "paths"],
    because: "the Pages Router is a binding of its own, which loads nothing of the App Router",
  },
  app: {
    on: ["request", "options", "paths", "binding"],
    because: "pages, actions and route handlers are loaded without the proxy",
  },
  proxy: {
    on: ["request", "options", "paths", "binding"],
    because: "the proxy may run on Edge, and loads nothing of the App Router",
  },
  endpoints: {
    on: ["request", "binding"],
    because: "the endpoints depend on neither router",
  },
  request: {
    on: ["options", "paths", "binding"],
    because: "a request is read in the same way by all parts that use it",
  },
  options: {
    on: ["paths"],
    because: "options are checked before there is a request",
  },
  paths: { on: [], because: "paths are compared without options and without a request" },
  binding: { on: [], because: "it has the public types that all parts share" },
};

/** @type {Layers} */
const testingLayers = {
  app: { on: [], because: "the tests of an application import no contract and no test runner" },
  binding: {
    on: ["contract", "instances", "clock", "device"],
    because:
      "the contract for bindings works over HTTP, also as a browser with a key, and uses no records",
  },
  outage: {
    on: ["contract", "instances", "requests", "records", "clock"],
    because: "the contract for outages uses a service, and none of the other contracts",
  },
  "refresh-race": {
    on: ["contract", "requests", "records", "clock"],
    because: "the contract for races uses a service, and none of the other contracts",
  },
  store: { on: ["contract", "records"], because: "each contract is usable alone" },
  "activity-log": { on: ["contract", "records"], because: "each contract is usable alone" },
  "revocation-feed": { on: ["contract", "records"], because: "each contract is usable alone" },
  "user-join": {
    on: ["contract", "requests", "records", "clock"],
    because: "the contract for joins uses a service, and none of the other contracts",
  },
  instances: { on: [], because: "the memory of a process is kept apart without what uses it" },
  requests: { on: [], because: "a request is built without the case that sends it" },
  records: { on: ["clock"], because: "a record is built without the case that stores it" },
  contract: { on: [], because: "a contract is defined without its cases" },
  clock: { on: [], because: "time is injected into all others" },
  device: { on: [], because: "a browser's key and its rules depend on no server" },
};

/**
 * The layers of the packages other than core.
 *
 * @type {Record<string, Layers>}
 */
export const packageLayers = {
  "bindings/express": bindingLayers,
  "bindings/fastify": bindingLayers,
  "bindings/hono": bindingLayers,
  "bindings/next": nextLayers,
  "bindings/web": bindingLayers,
  testing: testingLayers,
  "stores/drizzle": {
    store: {
      on: ["options", "database"],
      because: "the verbs are built from options that were already checked",
    },
    options: {
      on: ["columns", "dialects", "database"],
      because: "options are read into mapped tables, before there is a store",
    },
    columns: {
      on: ["database"],
      because: "a column is checked without its option or the verbs",
    },
    dialects: {
      on: ["database"],
      because: "a dialect contains the differences between databases, and no columns of records",
    },
    database: { on: [], because: "it has the types and the connection that all others use" },
    tables: { on: [], because: "an application's schema imports the tables without the store" },
  },
  "stores/prisma": {
    store: {
      on: ["options", "models"],
      because: "the verbs are built from options that were already checked",
    },
    options: {
      on: ["models", "libsql"],
      because: "options are read into mapped models, before there is a store",
    },
    models: { on: [], because: "a model is mapped without its option or the verbs" },
    libsql: { on: [], because: "it changes a driver adapter, and uses neither models nor records" },
  },
  "stores/redis": {
    store: {
      on: ["options", "activity", "revocations", "reads", "records", "client"],
      because: "the verbs are composed of all other parts",
    },
    options: { on: ["client"], because: "options are checked before there is a store" },
    activity: {
      on: ["records", "client"],
      because: "the log is optional, and sessions do not depend on it",
    },
    revocations: {
      on: ["records", "client"],
      because: "the feed is read without sessions, and sessions without the feed",
    },
    reads: { on: ["client"], because: "reads are batched by key, without their meaning" },
    records: { on: [], because: "formats and key names are data, without commands" },
    client: { on: [], because: "it has the commands that all others send" },
  },
  adopt: {
    sources: {
      on: ["adopter", "cookies", "crypto", "options"],
      because: "the adopter of a library contains what only this library has",
    },
    adopter: {
      on: ["cookies", "crypto", "options"],
      because: "an old session becomes a new one in the same way for all libraries",
    },
    cookies: { on: ["options"], because: "cookies are read and cleared without their meaning" },
    events: { on: [], because: "adoptions are counted without the adopters" },
    crypto: { on: [], because: "formats are verified without a request and without options" },
    options: { on: [], because: "options are checked before there is an adopter" },
  },
  client: {
    bearer: {
      on: ["client", "tabs", "state", "http", "page"],
      because: "the client for native apps is composed of all other parts",
    },
    list: {
      on: ["client", "state", "http", "page"],
      because: "the list of sessions uses a client that exists",
    },
    client: {
      on: ["tabs", "state", "http", "page"],
      because: "the client decides when state, tabs and requests are used",
    },
    tabs: { on: ["page"], because: "tabs exchange hints, without the state of a session" },
    state: { on: ["http"], because: "a state is derived from an answer" },
    http: { on: [], because: "requests are sent without a page" },
    page: { on: [], because: "the environment of a page is replaced as a whole in tests" },
  },
  react: {
    locales: { on: ["labels"], because: "a locale is data for labels" },
    components: {
      on: ["labels", "gate", "hooks", "provider"],
      because: "components are built from hooks that applications can use alone",
    },
    gate: { on: ["hooks", "provider"], because: "it renders by the state of a hook" },
    labels: { on: ["hooks"], because: "labels have the types of what the hooks return" },
    hooks: { on: ["provider"], because: "hooks read the context of the provider" },
    provider: { on: [], because: "it has the client, and does not depend on its use" },
  },
  "browser-contract": {
    cases: { on: ["harness"], because: "each case uses an application and a user alone" },
    harness: { on: [], because: "an application is started without the cases" },
  },
  "test-servers": {
    machine: {
      on: ["mariadb", "postgres", "redis", "process"],
      because: "it summarizes the state of all servers",
    },
    browser: { on: ["process"], because: "a browser is a program and needs no server" },
    runtimes: { on: [], because: "a runtime is a program that npm installs, and needs no server" },
    mariadb: { on: ["process"], because: "each server is started without the others" },
    postgres: { on: ["process"], because: "each server is started without the others" },
    redis: { on: ["process"], because: "each server is started without the others" },
    https: { on: [], because: "the proxy with https forwards to any server" },
    network: { on: [], because: "the proxy forwards any protocol to any server" },
    process: { on: [], because: "processes, ports and folders are the same for all servers" },
  },
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
    from: "browser-contract",
    may: ["testing", "test-servers"],
    because: "it tests bindings in a browser, and sees of them only what a browser sees",
  },
  {
    from: "stores/[^/]+",
    may: ["core", "testing", "test-servers"],
    because: "a store keeps records: it uses no cookies, no framework and no other store",
  },
  {
    from: "bindings/[^/]+",
    may: ["core", "testing", "test-servers", "browser-contract"],
    because:
      "a binding connects a framework to core: it uses no records, no store and no other binding",
  },
  {
    from: "adopt",
    may: ["core", "testing"],
    because: "it reads the sessions of other libraries, and uses no store and no binding of ours",
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
  return [
    ...insideCore(),
    ...Object.entries(packageLayers).flatMap(([name, own]) => insidePackage(name, own)),
    forbid(
      "Test support is in test/: published source does not import it.",
      { path: "^packages/.+/src/", pathNot: tests },
      { path: "^packages/.+/test/" },
    ),
    forbid(
      "Files do not import each other in a circle.",
      { path: "^packages/(?!core/)" },
      { circular: true },
    ),
    ...betweenPackages(packages),
    ...browserSafe(packages),
  ];
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

/**
 * @param {string} name folder below `packages/`
 * @param {Layers} own
 */
function insidePackage(name, own) {
  const source = `^packages/${name}/src/`;
  return [
    ...Object.entries(own).map(([layer, { on, because }]) =>
      forbid(
        `${layer} of ${name} may import ${on.join(", ") || "no other folder"}: ${because}.`,
        { path: `${source}${layer}/`, pathNot: tests },
        { path: source, pathNot: `${source}(${[layer, ...on].join("|")})/` },
      ),
    ),
    forbid(
      `Every folder of ${name} is a layer: add this one to scripts/layer-rules.mjs.`,
      { path: `${source}(?!(${Object.keys(own).join("|")})/)[^/]+/` },
      {},
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
          // Browser tests, and those that move an application, run a package inside an application.
          { path: `^${folder}/`, pathNot: `^${folder}/(e2e|test/takeover)/` },
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
