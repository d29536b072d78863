import {
  type Offer,
  offeredArguments,
  offeredValues,
  optionsWithValue,
  type Place,
  quoted,
  stepsOf,
} from './places.ts';

const set = ({ words, path }: Offer) =>
  [
    ...(words.length > 0 ? [`words=${quoted(words.join(' '))}`] : []),
    ...(path ? [`paths=${path}`] : []),
  ].join(' ');

const listed = (words: readonly { readonly text: string }[]) =>
  quoted(words.map(({ text }) => text).join(' '));

/**
 * A script for bash from 3.2 on. bash takes `--name=value` for three words. Up to bash 3.2 there is no compopt: there,
 * files are offered everywhere.
 */
export function bashCompletion(places: readonly Place[]): string {
  const steps = stepsOf(places).map(({ from, word }) => quoted(`${from}:${word}`));
  const values = offeredValues(places).map(
    ({ at, option, offer }) => `${quoted(`${at} ${option}`)}) ${set(offer)} ;;`,
  );
  const options = places.map(({ at, options }) => `${quoted(at)}) words=${listed(options)} ;;`);
  const names = places
    .filter((place) => place.names.length > 0)
    .map((place) => `${quoted(place.at)}) words=${listed(place.names)} ;;`);
  const args = offeredArguments(places).map(
    ({ at, index, offer }) => `${quoted(`${at} `)}${index ?? '*'}) ${set(offer)} ;;`,
  );
  const inCase = (lines: readonly string[]) => lines.map((line) => `      ${line}`).join('\n');
  return `# Completion of ringtrace for bash: eval "$(ringtrace completion bash)"
_ringtrace() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" at= option= word= words= paths= help= args=0 i
  [[ $cur == '=' ]] && cur=
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ -n $option ]]; then
      [[ $word == '=' ]] || option=
      continue
    fi
    case "$word" in
      ${optionsWithValue(places).join('|')}) option="$word" ;;
      -* | =) ;;
      *)
        case "$at:$word" in
          :help) help=1 ;;
          ${steps.join('|')}) at="\${at:+$at/}$word" ;;
          *) args=$((args + 1)) ;;
        esac
        ;;
    esac
  done
  if [[ -n $option ]]; then
    case "$at $option" in
${inCase(values)}
    esac
  elif [[ $cur == -* && -z $help ]]; then
    case "$at" in
${inCase(options)}
    esac
  else
    if ((args == 0)); then
      case "$at" in
${inCase(names)}
      esac
    fi
    [[ -n $help ]] || case "$at $args" in
${inCase(args)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  compopt +o default +o bashdefault 2>/dev/null
  case "$paths" in
    file) ((\${#COMPREPLY[@]})) || compopt -o default -o bashdefault 2>/dev/null ;;
    directory)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -d -- "$cur")
      ;;
  esac
}
complete -o default -o bashdefault -F _ringtrace ringtrace`;
}
