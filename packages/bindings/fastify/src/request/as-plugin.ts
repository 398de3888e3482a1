import type { FastifyInstance } from "fastify";
import type { SessionPlugin } from "../binding/session-binding.ts";

/**
 * A plugin whose hooks and decorators apply to the scope that registers it: the symbols are the interface of Fastify for
 * that, which `fastify-plugin` sets, too.
 */
export function asPlugin(name: string, register: (app: FastifyInstance) => void): SessionPlugin {
  const plugin: SessionPlugin = (app, _options, done) => {
    register(app as unknown as FastifyInstance);
    done();
  };
  const fullName = `@sessionkit/fastify ${name}`;
  return Object.assign(plugin, {
    [Symbol.for("skip-override")]: true,
    [Symbol.for("fastify.display-name")]: fullName,
    [Symbol.for("plugin-meta")]: { name: fullName, fastify: "5.x" },
  });
}
