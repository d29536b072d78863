import { offsetOf } from '../written-time.ts';
import { isNamedForm, type Part, partGroup, partsOf } from './time-format.ts';

const rule =
  "is no form of a time: use 'epoch', 'epoch-ms', 'epoch-us', 'iso', 'rfc2822', or parts such as 'D/M/YYYY HH:mm[:ss]'";

/** Letters that other tools (Java, moment, strptime) use in time forms, and our part that means the same. */
const foreign: ReadonlyMap<string, Part> = new Map([
  ['yyyy', 'YYYY'],
  ['yy', 'YYYY'],
  ['YY', 'YYYY'],
  ['d', 'D'],
  ['dd', 'DD'],
  ['h', 'H'],
  ['hh', 'HH'],
  ['s', 'ss'],
  ['S', 'SSS'],
  ['SS', 'SSS'],
  ['A', 'AM'],
  ['a', 'AM'],
  ['x', 'ZONE'],
  ['xx', 'ZONE'],
  ['xxx', 'ZONE'],
  ['X', 'ZONE'],
  ['XX', 'ZONE'],
  ['XXX', 'ZONE'],
  ['z', 'ZONE'],
  ['ZZ', 'ZONE'],
  ['E', 'WEEKDAY'],
  ['EEE', 'WEEKDAY'],
  ['EEEE', 'WEEKDAY'],
  ['ddd', 'WEEKDAY'],
  ['dddd', 'WEEKDAY'],
]);

/** The reason why a text is no form of a whole date and time, and what to write. Undefined where it is one. */
export function formFault(form: string): string | undefined {
  if (isNamedForm(form)) return undefined;
  const found = partsOf(form);
  const faults = [...plainFaults(found), ...repeated(found), ...bracketFaults(found)];
  if (faults.length > 0) return faults.join('; ');
  const says = (...any: string[]) => any.some((part) => found.includes(part));
  const isWhole = says('YYYY') && says('MM', 'M', 'MON') && says('DD', 'D') && says('HH', 'H') && says('mm');
  return isWhole ? undefined : rule;
}

/**
 * Finds letters that are no part of ours. Read as plain letters, they would hide a part of the time, such as its zone.
 */
function* plainFaults(found: readonly string[]): Iterable<string> {
  for (const letters of plainLetters(found)) {
    if (offsetOf(letters) !== undefined) {
      yield `'${letters}' would be plain letters: write ZONE for the zone, or use 'iso'`;
      continue;
    }
    const part = foreign.get(letters);
    if (part !== undefined && !isSaid(part, found)) yield `write ${part} for '${letters}'`;
  }
}

/** Whether the form already has a part with this meaning. Then the letters are really plain ones, as in `14h05`. */
const isSaid = (part: Part, found: readonly string[]) =>
  found.some(
    (other) => other === part || (partGroup(part) !== undefined && partGroup(other) === partGroup(part)),
  );

/** Runs of letters that are no parts. A T alone may stand between date and time. */
function plainLetters(found: readonly string[]): string[] {
  const text = found
    .map((part) => (/^[A-Za-z]$/.test(part) && partGroup(part) === undefined ? part : ' '))
    .join('');
  return text
    .split(' ')
    .flatMap((run) => (offsetOf(run) === undefined ? run.split('T') : [run]))
    .filter((run) => run !== '');
}

const minutes = 'MM is the month, MON its name, mm the minute';

function* repeated(found: readonly string[]): Iterable<string> {
  const before = new Map<string, string>();
  const told = new Set<string>();
  for (const part of found) {
    const group = partGroup(part);
    if (group === undefined || told.has(group)) continue;
    const first = before.get(group);
    before.set(group, part);
    if (first === undefined) continue;
    told.add(group);
    const hint = group === 'month' || group === 'minute' ? ` (${minutes})` : '';
    yield `${first === part ? `${part} occurs` : `${first} and ${part} mean one part, which occurs`} twice${hint}`;
  }
}

function* bracketFaults(found: readonly string[]): Iterable<string> {
  let open = 0;
  for (const part of found) {
    if (part === '[') open += 1;
    if (part === ']') open -= 1;
    if (open < 0) break;
  }
  if (open !== 0) yield "'[' and ']' must be in pairs";
}
