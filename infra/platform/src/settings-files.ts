import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { parseEnv } from 'node:util';

/** A file of lines NAME=value. */
export interface SettingsFile {
  readonly path: string;
  /** Undefined where there is no such file. */
  readonly values: NodeJS.ProcessEnv | undefined;
  /** Lines that are neither a setting, nor empty, nor a comment; counted from 1. */
  readonly oddLines: readonly number[];
  /** The line that a name's value stands in, from 1; where a name is repeated, its last line. */
  lineOf(name: string): number;
  /** Every line that begins with a name and =, from 1. */
  linesOf(name: string): readonly number[];
}

/**
 * The user's own settings, for every instance: settings.env in the folder ringtrace of $XDG_CONFIG_HOME, or of ~/.config.
 * infra/setup/settings.mjs finds the same file for the set-up.
 */
export function userSettingsPath(env: NodeJS.ProcessEnv): string {
  const folder = env['XDG_CONFIG_HOME'] ?? '';
  // The XDG specification has relative paths ignored.
  const base = isAbsolute(folder) ? folder : join(env['HOME'] || homedir(), '.config');
  return join(base, 'ringtrace', 'settings.env');
}

const nothingThere: readonly unknown[] = ['ENOENT', 'ENOTDIR'];

/** Throws where there is a file that can't be read. */
export function readSettingsFile(path: string): SettingsFile {
  const text = textOf(path);
  if (text === undefined)
    return { path, values: undefined, oddLines: [], lineOf: () => 0, linesOf: () => [] };
  const lines = text.split(/\r?\n/);
  const linesOf = (name: string) => lines.flatMap((line, i) => (nameIn(line) === name ? [i + 1] : []));
  return {
    path,
    values: parseEnv(text),
    oddLines: lines.flatMap((line, i) => (/^\s*(?:#|$)|=/.test(line) ? [] : [i + 1])),
    lineOf: (name) => linesOf(name).at(-1) ?? 0,
    linesOf,
  };
}

const nameIn = (line: string) => /^\s*(?:export\s+)?([^=\s]+)\s*=/.exec(line)?.[1];

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && nothingThere.includes(error.code)) return undefined;
    throw error;
  }
}
