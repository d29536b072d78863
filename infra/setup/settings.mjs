import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { root } from './our-node.mjs';

/**
 * A setting from the environment, or else from .env, or else from the user's own file. Only what set-up itself needs,
 * before any package is there to parse the rest.
 * @param {string} name
 */
export function setting(name) {
  const files = [join(root, '.env'), userSettingsPath(process.env)];
  return files.reduce(
    (found, path) => found ?? (existsSync(path) ? fromEnvFile(readFileSync(path, 'utf8'), name) : undefined),
    process.env[name],
  );
}

/**
 * infra/platform/src/settings-files.ts finds the same file.
 * @param {NodeJS.ProcessEnv} env
 */
export function userSettingsPath(env) {
  const folder = env['XDG_CONFIG_HOME'] ?? '';
  const base = isAbsolute(folder) ? folder : join(env['HOME'] || homedir(), '.config');
  return join(base, 'ringtrace', 'settings.env');
}

/**
 * @param {string} text
 * @param {string} name
 */
export function fromEnvFile(text, name) {
  const line = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=(.*)$`, 'm').exec(text)?.[1]?.trim();
  const quoted = /^(["'`])(.*)\1/.exec(line ?? '')?.[2];
  return quoted ?? line?.replace(/\s+#.*$/, '');
}
