/** What a shell of anybody has: who they are, where to look, how to reach a registry. */
const kept =
  /^(PATH|HOME|USER|TMPDIR|LANG|LC_\w+|CI|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|npm_config_(registry|cache|userconfig|globalconfig|cafile))$/i;

/**
 * The environment without what pnpm, npx and vitest put there for their own children, and with the tools of others told
 * to keep to themselves.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function bareEnvironment() {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name))),
    CI: "true",
    CHECKPOINT_DISABLE: "1",
    DO_NOT_TRACK: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
  };
}
