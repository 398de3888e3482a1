import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "./run.mjs";

const SERVICE = `
import { createSessions } from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
export const sessions = createSessions({
  strategy: "jwt",
  secret: "",
  store: createMemoryStore(),
  loadUser: (id: string) => ({ id, role: "user" as "user" | "admin" }),
  claims: (user) => ({ role: user.role }),
  data: () => ({ note: "" }),
});`;

const VERBS = "createSession, renewSession, updateSession, revokeSession";

test.each([
  [
    "express",
    `attach, handlers, requireSession, getSession, getSessionAnswer, ${VERBS}, authenticateUpgrade`,
    "export const guard = requireSession({ fresh: '10m' }); export const middleware = attach();",
  ],
  [
    "fastify",
    `attach, handlers, requireSession, getSession, getSessionAnswer, ${VERBS}, takeHeaders, authenticateUpgrade`,
    "export const guard = requireSession({ fresh: '10m' }); export const plugin = attach();",
  ],
  [
    "hono",
    `attach, handlers, requireSession, getSession, getSessionAnswer, ${VERBS}, authenticateUpgrade`,
    `import { Hono } from "hono";
     export const app = new Hono().use(attach()).get("/", requireSession(), (c) => c.json(c.var.session));`,
  ],
  [
    "web",
    `handle, handlers, requireSession, getSession, getSessionAnswer, ${VERBS}, authenticateUpgrade`,
    "export const fetch = (request: Request) => handle(request, () => new Response());",
  ],
  [
    "next",
    `proxy, withProxy, handlers, getSession, requireSession, withSession, getSessionAnswer, ${VERBS}`,
    "export const GET = withSession((_request, { session }) => Response.json(session));",
  ],
  [
    "next/pages",
    `handlers, getSession, withSession, withSessionProps, getSessionAnswer, ${VERBS}`,
    "export const getServerSideProps = withSessionProps(({ session }) => ({ props: { session } }));",
  ],
])(
  "a module that exports the parts of a binding for %s compiles to declarations",
  (binding, names, uses) => {
    const { declarations, errors } = compile(
      join(root, "packages/bindings", binding.split("/", 1)[0] ?? "", "test/session-module.ts"),
      `${SERVICE}
     import { bindSessions } from "@sessionkit/${binding}";
     export const bound = bindSessions(sessions);
     export const { ${names} } = bindSessions(sessions);
     ${uses}`,
    );
    expect(errors).toEqual([]);
    for (const name of names.split(", ")) expect(declarations).toMatch(new RegExp(`\\b${name}: `));
  },
);

/**
 * Compiles a module to declarations, as a package of the application's own workspace would.
 *
 * @param {string} path where the module would be
 * @param {string} text
 */
function compile(path, text) {
  const options = {
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: ["node"] },
    ...{ declaration: true, emitDeclarationOnly: true, target: ts.ScriptTarget.ES2023 },
    ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  let declarations = "";
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, version) =>
    name === path ? ts.createSourceFile(name, text, version) : getSourceFile(name, version);
  host.writeFile = (_name, emitted) => {
    declarations = emitted;
  };
  const program = ts.createProgram([path], options, host);
  const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  return {
    declarations,
    errors: found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  };
}
