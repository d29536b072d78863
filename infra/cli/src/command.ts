import {
  type Arguments,
  type ArgumentValues,
  findSubcommand,
  type GroupUsage,
  type Options,
  type OptionValues,
  orList,
  parseUsage,
  type Subcommands,
  type Usage,
  UsageError,
} from './usage.ts';

export { UsageError } from './usage.ts';

export interface Command {
  /** Runs with the arguments behind the name; returns the exit code: 0 done, 1 failed. Throws UsageError for 2. */
  run(args: readonly string[]): Promise<number>;
}

/** A command that does something with what its table lets through. */
export const command = <A extends Arguments, O extends Options>(
  usage: Usage<A, O>,
  work: (given: ArgumentValues<A>, options: OptionValues<O>) => Promise<number>,
): Command => ({
  async run(args) {
    const { given, options } = parseUsage(usage, args);
    return work(given, options);
  },
});

/** A command with subcommands. `alone` runs where none is named. */
export const group = <S extends Subcommands>(
  name: string,
  usage: GroupUsage<S>,
  commands: Readonly<Record<keyof S & string, Command>>,
  alone?: Command,
): Command => ({
  async run(args) {
    const { path, rest } = findSubcommand(name, usage, args);
    const subcommand = path[1] ?? '';
    const found = new Map<string, Command>(Object.entries(commands)).get(subcommand) ?? alone;
    if (found === undefined) throw new UsageError(`say ${orList(Object.keys(usage.subcommands))}`);
    return found.run(rest);
  },
});

export function required<T>(value: T | undefined, option: string): T {
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  return value;
}
