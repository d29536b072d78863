import {
  type Offer,
  type OfferedOption,
  offeredArguments,
  optionsWithValue,
  type Place,
  stepsOf,
} from './places.ts';

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Without files, unless they are asked for. fish completes directories by a function of its own. */
const offers = ({ words, path }: Offer) => [
  ...(path === 'file' ? ['-F'] : ['-f']),
  ...(words.length > 0 ? ['-a', quoted(words.join(' '))] : []),
  ...(path === 'directory' ? ['-a', "'(__fish_complete_directories)'"] : []),
];

const line = (condition: string, parts: readonly string[]) =>
  ['complete -c ringtrace -n', quoted(condition), ...parts].join(' ');

const optionLine = (at: string, { text, about, value }: OfferedOption) =>
  line(`__ringtrace_at ${quoted(at)}`, [
    '-l',
    text.slice(2),
    ...(value === undefined ? ['-f'] : ['-r', ...offers(value)]),
    '-d',
    quoted(about),
  ]);

/** A script for fish. */
export function fishCompletion(places: readonly Place[]): string {
  const steps = stepsOf(places).map(({ from, word }) => quoted(`${from}:${word}`));
  const names = places.flatMap(({ at, names }) =>
    names.map(({ text, about }) =>
      line(`__ringtrace_at ${quoted(at)} 0 names`, ['-f', '-a', quoted(text), '-d', quoted(about)]),
    ),
  );
  const options = places.flatMap(({ at, options }) => options.map((option) => optionLine(at, option)));
  const args = offeredArguments(places).map(({ at, index, offer }) =>
    line(`__ringtrace_at ${quoted(at)}${index === undefined ? '' : ` ${index}`}`, offers(offer)),
  );
  return `# Completion of ringtrace for fish: ringtrace completion fish | source
# True behind this command, with so many arguments where a number is given; behind 'help' only where names are asked for.
function __ringtrace_at
    set -l at ''
    set -l option ''
    set -l help 0
    set -l args 0
    set -l typed (commandline -opc)
    for word in $typed[2..-1]
        if test -n "$option"
            set option ''
            continue
        end
        switch "$word"
            case ${optionsWithValue(places).join(' ')}
                set option "$word"
            case '-*'
            case '*'
                switch "$at:$word"
                    case ':help'
                        set help 1
                    case ${steps.join(' ')}
                        set at (string trim -l -c / "$at/$word")
                    case '*'
                        set args (math $args + 1)
                end
        end
    end
    test "$at" = "$argv[1]"
    and begin
        test (count $argv) -lt 2; or test "$args" = "$argv[2]"
    end
    and begin
        test "$help" = 0; or test "$argv[3]" = names
    end
end
complete -c ringtrace -f
${[...names, ...options, ...args].join('\n')}`;
}
