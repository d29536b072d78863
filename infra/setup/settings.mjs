import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './our-node.mjs';

/**
 * A setting from the environment or else from .env. Only what set-up itself needs, before any package is there to
 * parse the rest.
 * @param {string} name
 */
export function setting(name) {
  const path = join(root, '.env');
  return process.env[name] ?? (existsSync(path) ? fromEnvFile(readFileSync(path, 'utf8'), name) : undefined);
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
