import { delimiter, dirname } from 'node:path';

/** What npm itself adds to a script's environment; a nested npm must work these out anew. */
const DERIVED =
  /^npm_(package_.*|lifecycle_.*|node_execpath|command|config_(local_prefix|global_prefix|npm_version|user_agent|node_gyp))$/i;

/**
 * The environment of everything we start: ours, with the right Node first on the path.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node path of the Node to use
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(env, node) {
  const path = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const kept = Object.entries(env).filter(([key]) => !DERIVED.test(key));
  return {
    ...Object.fromEntries(kept),
    NODE: node,
    [path]: `${dirname(node)}${delimiter}${env[path] ?? ''}`,
  };
}
