import {
  type Offer,
  offeredArguments,
  offeredValues,
  optionsWithValue,
  type Place,
  quoted,
  stepsOf,
  type Word,
} from './places.ts';

const offers = ({ words, path }: Offer) =>
  [
    ...(words.length > 0 ? [`compadd -- ${words.map(quoted).join(' ')}`] : []),
    ...(path === 'file' ? ['_files'] : []),
    ...(path === 'directory' ? ['_files -/'] : []),
  ].join('; ');

/** Each word with what it does, as _describe takes them. */
const described = (words: readonly Word[]) =>
  words.map(({ text, about }) => quoted(`${text}:${about.replaceAll(':', '\\:')}`)).join(' ');

/** A script for zsh, to be evaluated, or to be found as _ringtrace in $fpath. */
export function zshCompletion(places: readonly Place[]): string {
  const steps = stepsOf(places).map(({ from, word }) => quoted(`${from}:${word}`));
  const values = offeredValues(places).map(
    ({ at, option, offer }) => `${quoted(`${at} ${option}`)}) ${offers(offer)} ;;`,
  );
  const options = places.map(({ at, options }) => `${quoted(at)}) list=(${described(options)}) ;;`);
  const names = places
    .filter((place) => place.names.length > 0)
    .map((place) => `${quoted(place.at)}) list=(${described(place.names)}) ;;`);
  const args = offeredArguments(places).map(
    ({ at, index, offer }) => `${quoted(`${at} `)}${index ?? '*'}) ${offers(offer)} ;;`,
  );
  const inCase = (lines: readonly string[]) => lines.map((line) => `      ${line}`).join('\n');
  return `#compdef ringtrace
# Completion of ringtrace for zsh: eval "$(ringtrace completion zsh)"
_ringtrace() {
  local at= option= word= help=
  local -a list
  integer args=0
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $option ]]; then
      option=
      continue
    fi
    case "$word" in
      ${optionsWithValue(places).join('|')}) option="$word" ;;
      -*) ;;
      *)
        case "$at:$word" in
          :help) help=1 ;;
          ${steps.join('|')}) at="\${at:+$at/}$word" ;;
          *) ((args += 1)) ;;
        esac
        ;;
    esac
  done
  if [[ -z $option && $PREFIX == --*=* ]]; then
    option="\${PREFIX%%=*}"
    compset -P '*='
  fi
  if [[ -n $option ]]; then
    case "$at $option" in
${inCase(values)}
    esac
  elif [[ $PREFIX == -* && -z $help ]]; then
    case "$at" in
${inCase(options)}
    esac
    _describe -o option list
  else
    if ((args == 0)); then
      case "$at" in
${inCase(names)}
      esac
      ((\${#list})) && _describe command list
    fi
    [[ -n $help ]] || case "$at $args" in
${inCase(args)}
    esac
  fi
}
if [[ "$funcstack[1]" == _ringtrace ]]; then
  _ringtrace "$@"
else
  (($+functions[compdef])) || { autoload -Uz compinit && compinit }
  compdef _ringtrace ringtrace
fi`;
}
