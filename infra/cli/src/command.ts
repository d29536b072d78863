import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from './did-you-mean.ts';

export interface Command {
  /** The whole help text, usage first. */
  readonly help: string;
  /** Runs with the arguments behind the name; returns the exit code: 0 done, 1 failed. Throws UsageError for 2. */
  run(args: string[]): Promise<number>;
}

/** Wrong usage: exit code 2. The message names what is wrong; main adds how to get help. */
export class UsageError extends Error {
  override name = 'UsageError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** node:util's parseArgs, with a wrong argument as a UsageError. */
export function parseCommandLine<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    const [, unknown] = /^Unknown option '--([^']+)'$/.exec(message) ?? [];
    const names = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(message + (unknown === undefined ? '' : didYouMean(`--${unknown}`, names)));
  }
}

export function noPositionals(positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`unexpected argument '${positionals[0]}'`);
}

/** A positive whole number out of an option, or its default. */
export function positiveInteger(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new UsageError(`--${name} takes a whole number above 0, not '${value}'`);
  return Number(value);
}

export function required<T>(value: T | undefined, option: string): T {
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  return value;
}
