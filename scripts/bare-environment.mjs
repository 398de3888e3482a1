/** Variables of a user's shell: the user, paths, the locale and the access to a registry. */
const inherited =
  /^(PATH|HOME|USER|TMPDIR|LANG|LC_\w+|CI|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|npm_config_(registry|cache|userconfig|globalconfig|cafile))$/i;

/**
 * The environment without the variables that pnpm, npx and vitest set for child processes, and with the telemetry of
 * tools disabled.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function bareEnvironment() {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name))),
    CI: "true",
    CHECKPOINT_DISABLE: "1",
    DO_NOT_TRACK: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
  };
}
