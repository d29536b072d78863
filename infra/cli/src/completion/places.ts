import type { Entry } from '../every-command.ts';
import type { Argument, Option, Usage } from '../usage.ts';

/** A word that can be typed, and a line on it. */
export interface Word {
  readonly text: string;
  readonly about: string;
}

/** What may stand where a value is expected. */
export interface Offer {
  readonly words: readonly string[];
  readonly path: 'file' | 'directory' | undefined;
}

export interface OfferedOption extends Word {
  /** Undefined for an option that takes no value. */
  readonly value: Offer | undefined;
}

/** What may be typed behind a command, a subcommand, or `ringtrace` alone. */
export interface Place {
  /** Such as 'carrier/add'; '' behind `ringtrace` alone. */
  readonly at: string;
  /** Commands or subcommands. */
  readonly names: readonly Word[];
  readonly options: readonly OfferedOption[];
  /** By position. */
  readonly arguments: readonly Offer[];
  /** Any number of arguments like the last. */
  readonly many: boolean;
}

const help = { text: '--help', about: 'what it does, with examples', value: undefined };
const version = { text: '--version', about: 'the version', value: undefined };

/** The whole command line as completion needs it. */
export function placesOf(entries: readonly Entry[]): Place[] {
  const top: Place = {
    at: '',
    names: [...childrenOf([], entries), { text: 'help', about: 'help on a command' }],
    options: [help, version],
    arguments: [],
    many: false,
  };
  return [top, ...entries.map((entry) => placeOf(entry, entries))];
}

function placeOf({ path, usage }: Entry, entries: readonly Entry[]): Place {
  const own = 'subcommands' in usage ? usage.alone : usage;
  return {
    at: path.join('/'),
    names: childrenOf(path, entries),
    options: [...(own === undefined ? [] : optionsOf(own)), help],
    arguments: Object.values(own?.arguments ?? {}).map(offerOf),
    many: Object.values(own?.arguments ?? {}).at(-1)?.many === true,
  };
}

const childrenOf = (path: readonly string[], entries: readonly Entry[]): Word[] =>
  entries
    .filter((one) => one.path.length === path.length + 1 && path.every((word, i) => one.path[i] === word))
    .map((one) => ({ text: one.path.at(-1) ?? '', about: one.summary }));

const optionsOf = ({ options }: Usage): OfferedOption[] =>
  Object.entries(options).map(([name, option]) => ({
    text: `--${name}`,
    about: option.about,
    value: option.type === 'boolean' ? undefined : offerOf(option),
  }));

const offerOf = ({ oneOf, known, path }: Argument | Option): Offer => ({ words: oneOf ?? known ?? [], path });

/** Options with a value, in all places: an option that takes one takes one everywhere. */
export const optionsWithValue = (places: readonly Place[]): string[] => [
  ...new Set(
    places.flatMap(({ options }) =>
      options.filter(({ value }) => value !== undefined).map(({ text }) => text),
    ),
  ),
];

/** Each place behind another, and the word that leads there. */
export const stepsOf = (places: readonly Place[]) =>
  places
    .filter(({ at }) => at !== '')
    .map(({ at }) => {
      const words = at.split('/');
      return { from: words.slice(0, -1).join('/'), word: words.at(-1) ?? '' };
    });

/** Each option with a value that something can be offered for. */
export const offeredValues = (places: readonly Place[]) =>
  places.flatMap(({ at, options }) =>
    options.flatMap(({ text, value }) =>
      value === undefined || isEmpty(value) ? [] : [{ at, option: text, offer: value }],
    ),
  );

/** Each argument that something can be offered for; `index` counts from 0, and is undefined for all from here on. */
export const offeredArguments = (places: readonly Place[]) =>
  places.flatMap((place) =>
    place.arguments.flatMap((offer, i) =>
      isEmpty(offer)
        ? []
        : [{ at: place.at, index: place.many && i === place.arguments.length - 1 ? undefined : i, offer }],
    ),
  );

const isEmpty = ({ words, path }: Offer) => words.length === 0 && path === undefined;

/** A text in single quotes, for bash and zsh. */
export const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
