import { parseArgs } from 'node:util';
import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';

/** Wrong usage: exit code 2. The message names what is wrong; main adds how to get help. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What an argument or an option takes. */
interface Value {
  /** A phrase for the help. `oneOf`, `known` and `default` are added to it. */
  readonly about: string;
  /** The only values there are. */
  readonly oneOf?: readonly string[];
  /** Values that completion offers; others are taken too. */
  readonly known?: readonly string[];
  /** A whole number above 0. */
  readonly whole?: true;
  /** The id of a carrier, by the rule of ids alone: whether there is such a carrier is the command's question. */
  readonly carrierId?: true;
  /** Neither empty nor blank. What is required is so as well. */
  readonly filled?: true;
  /** Completion offers paths. */
  readonly path?: 'file' | 'directory';
}

/** An argument without a name on the command line. The help shows its key in capitals. */
export interface Argument extends Value {
  readonly optional?: true;
  /** Any number of them; only the last argument may have it. */
  readonly many?: true;
}

/** `type` and `default` are those of node:util's parseArgs. */
export interface Option extends Value {
  readonly type: 'string' | 'boolean';
  /** What stands behind the option in the help, such as FILE; every string has one. */
  readonly value?: string;
  readonly default?: string;
  readonly required?: true;
}

export type Arguments = Readonly<Record<string, Argument>>;
export type Options = Readonly<Record<string, Option>>;

/** A command line that works, as somebody would type it into a shell. */
interface Example {
  readonly does: string;
  readonly line: string;
}

interface Described {
  readonly examples: readonly Example[];
  /** Paragraphs with an empty line between them; a paragraph that begins with two spaces keeps its lines. */
  readonly about?: string;
}

/** What a command that does something takes: parsing, help, completion and the manual page all read this. */
export interface Usage<A extends Arguments = Arguments, O extends Options = Options> extends Described {
  readonly arguments: A;
  readonly options: O;
}

interface Subcommand<A extends Arguments = Arguments, O extends Options = Options> extends Usage<A, O> {
  /** One line for the list of subcommands. */
  readonly summary: string;
}

export type Subcommands = Readonly<Record<string, Subcommand>>;

/** A command whose first argument says which of its subcommands is meant. */
export interface GroupUsage<S extends Subcommands = Subcommands> extends Described {
  readonly subcommands: S;
  /** What it does without a subcommand; nothing, where this is left out. */
  readonly alone?: Usage;
}

export type AnyUsage = Usage | GroupUsage;

/** Keeps the literal types of a command's table. */
export const defineUsage = <const A extends Arguments, const O extends Options>(usage: Usage<A, O>) => usage;

/** The same of a subcommand. */
export const defineSubcommand = <const A extends Arguments, const O extends Options>(
  usage: Subcommand<A, O>,
) => usage;

/** The same of a group. */
export const defineGroup = <G extends GroupUsage>(usage: G) => usage;

type OneOf<V extends Value> = V extends { readonly whole: true }
  ? number
  : V extends { readonly oneOf: readonly (infer T)[] }
    ? T
    : string;
type ValueOf<O extends Option> = O extends { readonly type: 'boolean' }
  ? true | undefined
  : O extends { readonly required: true } | { readonly default: string }
    ? OneOf<O>
    : OneOf<O> | undefined;

/** Values by their option's name. */
export type OptionValues<O extends Options> = { readonly [K in keyof O]: ValueOf<O[K]> };

/** Values by their argument's name. */
export type ArgumentValues<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends { readonly many: true }
    ? readonly string[]
    : A[K] extends { readonly optional: true }
      ? OneOf<A[K]> | undefined
      : OneOf<A[K]>;
};

export interface Parsed<A extends Arguments, O extends Options> {
  readonly given: ArgumentValues<A>;
  readonly options: OptionValues<O>;
}

/** Reads a command line by its table. Throws UsageError. */
export function parseUsage<A extends Arguments, O extends Options>(
  usage: Usage<A, O>,
  args: readonly string[],
): Parsed<A, O> {
  const { values, positionals } = split(usage.options, args);
  const options = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, readOption(name, value, usage.options[name])]),
  );
  const given = inTurn(usage.arguments, positionals);
  checkRequired(usage.options, options);
  checkArguments(usage.arguments, given);
  return { given, options };
}

/** As the help shows an argument. */
export const nameOf = (argument: string) => argument.toUpperCase();

function split(options: Options, args: readonly string[]) {
  try {
    return parseArgs({ args: withValues(options, args), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(reasonOf(error instanceof Error ? error.message : String(error), options));
  }
}

/** No option begins like this, but a number below 0 does, and so do some texts. */
const dashedValue = /^-[^-A-Za-z]/;

/**
 * Writes `--days -5` as `--days=-5`. parseArgs takes what begins with a dash for an option, and would say that the value
 * is missing.
 */
function withValues(options: Options, args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const [i, arg] of args.entries()) {
    if (arg === '--') return [...joined, ...args.slice(i)];
    const before = joined.at(-1) ?? '';
    if (dashedValue.test(arg) && before.startsWith('--') && options[before.slice(2)]?.type === 'string')
      joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** What parseArgs found wrong, in one line. */
function reasonOf(message: string, options: Options): string {
  const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
  if (unknown !== undefined) {
    const names = Object.keys(options).map((name) => `--${name}`);
    return `there is no option '${unknown}'${didYouMean(unknown, names)}`;
  }
  const [, bare] = /^Option '--([\w-]+)(?: <value>)?' argument (?:missing|is ambiguous)/.exec(message) ?? [];
  if (bare !== undefined) return `--${bare} needs a value: --${bare} ${options[bare]?.value ?? 'VALUE'}`;
  return message.split(/\.? *\n|\. /)[0] ?? message;
}

function inTurn(named: Arguments, positionals: readonly string[]): Record<string, unknown> {
  const names = Object.entries(named);
  const takesRest = names.at(-1)?.[1].many === true;
  const extra = positionals[names.length];
  if (extra !== undefined && !takesRest) throw new UsageError(`unexpected argument '${extra}'`);
  return Object.fromEntries(
    names.map(([name, one], i) => [
      name,
      one.many ? positionals.slice(i) : readValue(nameOf(name), positionals[i], one),
    ]),
  );
}

function checkArguments<A extends Arguments>(
  named: A,
  given: Record<string, unknown>,
): asserts given is ArgumentValues<A> {
  for (const [name, { optional }] of Object.entries(named)) {
    const value = given[name];
    const isMissing = value === undefined || (Array.isArray(value) && value.length === 0);
    if (isMissing && !optional) throw new UsageError(`${nameOf(name)} is missing`);
  }
}

function checkRequired<O extends Options>(
  options: O,
  values: Record<string, unknown>,
): asserts values is OptionValues<O> {
  for (const [name, { required }] of Object.entries(options))
    if (required && values[name] === undefined) throw new UsageError(`--${name} is missing`);
}

/** A required option is never empty: an empty one says as little as a missing one. */
const readOption = (name: string, typed: unknown, option: Option | undefined) =>
  readValue(`--${name}`, typed, option?.required ? { ...option, filled: true } : option);

/** What was typed, as what it stands for. Throws UsageError where it is none of the values there are. */
function readValue(
  what: string,
  typed: unknown,
  { oneOf, whole, carrierId, filled }: Value = { about: '' },
): unknown {
  if (typeof typed !== 'string') return typed;
  if (whole) return wholeNumber(what, typed);
  if (filled && typed.trim() === '')
    throw new UsageError(`${what} is empty: say a value, or check the variable of the shell behind it`);
  if (carrierId && !isProviderId(typed))
    throw new UsageError(`'${typed}' is no carrier id: ${what} takes ${providerIdRule}`);
  if (oneOf === undefined || oneOf.includes(typed)) return typed;
  throw new UsageError(`${what} takes one of ${oneOf.join(', ')}, not '${typed}'${didYouMean(typed, oneOf)}`);
}

/** Throws UsageError where `typed` is no whole number above 0. */
export function wholeNumber(what: string, typed: string): number {
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw new UsageError(`${what} takes a whole number above 0, not '${typed}'`);
}

/** Where a command line leads. */
export interface Found {
  /** Behind `ringtrace`, such as ['carrier', 'add']. */
  readonly path: readonly string[];
  readonly usage: AnyUsage;
  /** Of the subcommand; undefined for the command itself. */
  readonly summary?: string;
  /** What is left for the subcommand, or for the command itself. */
  readonly rest: readonly string[];
}

/**
 * The subcommand that the first argument names, wherever options stand; the command itself where it has none, or none
 * is named. Throws UsageError for one that isn't there, unless the command alone takes an argument.
 */
export function findSubcommand(name: string, usage: AnyUsage, args: readonly string[]): Found {
  if (!('subcommands' in usage)) return { path: [name], usage, rest: args };
  const all = [...Object.values(usage.subcommands), ...(usage.alone ? [usage.alone] : [])];
  const options = Object.fromEntries(all.flatMap((one) => Object.entries(one.options)));
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const first = tokens.find((token) => token.kind === 'positional');
  if (first === undefined) return { path: [name], usage, rest: args };
  const subcommand = usage.subcommands[first.value];
  const known = Object.keys(usage.subcommands);
  if (subcommand === undefined || !known.includes(first.value)) {
    const meant = didYouMean(first.value, known);
    if (meant === '' && takesArgument(usage.alone)) return { path: [name], usage, rest: args };
    throw new UsageError(
      `there is no '${name} ${first.value}'${meant || `: say ${orList(usage.alone ? [...known, 'nothing'] : known)}`}`,
    );
  }
  return {
    path: [name, first.value],
    usage: subcommand,
    summary: subcommand.summary,
    rest: args.toSpliced(first.index, 1),
  };
}

/** A first word that is no subcommand is then the command's own argument. */
const takesArgument = (alone: Usage | undefined) =>
  alone !== undefined && Object.keys(alone.arguments).length > 0;

export const orList = (words: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(words);
