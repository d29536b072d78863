import { visibleIn } from '@ringtrace/platform/visible';
import { isGone } from './is-gone.ts';
import { patternsInWords } from './patterns-in-words.ts';
import { percent } from './percent.ts';
import { signalInWords } from './signals-in-words.ts';
import type { Candidate } from './stored-candidates.ts';
import { waterfallData } from './waterfall/data.ts';

const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
const minute = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

/** What one line about a candidate is written from. */
export interface HeadlineFacts extends Pick<Candidate, 'calling_number' | 'next_provider_to_ask' | 'status'> {
  readonly evidence: Pick<
    Candidate['evidence'],
    'calls' | 'calling_numbers' | 'called_numbers' | 'first_seen' | 'last_seen'
  >;
}

/** One line: what happens, and whom to ask. */
export const headline = (candidate: HeadlineFacts): string =>
  isGone(candidate)
    ? happening(candidate)
    : `${happening(candidate)}; ask ${candidate.next_provider_to_ask ?? 'nobody yet'}`;

/**
 * One line: what happens. Control characters in the carriers' texts are not yet written out
 * (`visibleIn`).
 */
export function happening(candidate: Omit<HeadlineFacts, 'next_provider_to_ask' | 'status'>): string {
  const { evidence: e } = candidate;
  const callers =
    e.calling_numbers === 1 ? `one number (${candidate.calling_number})` : count(e.calling_numbers, 'number');
  const span = `${minute(e.first_seen)} to ${e.last_seen.slice(11, 16)} UTC`;
  return `${count(e.calls, 'call')} from ${callers} to ${count(e.called_numbers, 'called number')}, ${span}`;
}

/** How the origin is known. */
export function originInWords(candidate: Candidate): string {
  const { origin_provider, claimed_origin, entry_provider } = candidate;
  const entry = entry_provider === null ? '' : ` It came into the US network through ${entry_provider}.`;
  if (origin_provider !== null) {
    return `Proven: ${origin_provider}'s own records show these calls coming from its own customer.${entry}`;
  }
  if (claimed_origin !== null) {
    return `Claimed, not proven: records name ${claimed_origin} as the origin, but no record of its own proves it.${entry}`;
  }
  return `Unknown: the first carrier that saw the calls does not say who handed them in.${entry}`;
}

/** How the traced calls spread over origins and entry providers; nothing where no call was traced. */
export function provenanceInWords({ evidence: { provenance } }: Candidate): string[] {
  const { traced_calls, origins, entries } = provenance;
  if (traced_calls === 0) return [];
  const list = [
    ...origins.map(
      ({ provider, share, proven }) => `${provider} ${percent(share)} (${proven ? 'proven' : 'claimed'})`,
    ),
    ...entries.map(({ provider, share }) => `in through ${provider} ${percent(share)}`),
  ];
  return [
    `Of ${count(traced_calls, 'call')} traced: ${list.length === 0 ? 'no origin named' : list.join(', ')}.`,
  ];
}

/** The providers of a path. One that reported no leg is in parentheses. */
const pathInWords = (path: Candidate['path']) =>
  path.map((hop) => (hop.reported ? hop.provider : `(${hop.provider})`)).join(' → ');

/** Further calls that a traceback request may name. */
function otherExamples({ evidence: { paths } }: Candidate): string[] {
  const others = paths
    .slice(1)
    .map(
      ({ calling_number, called_number, time, path }) =>
        `  ${calling_number} to ${called_number} at ${time.replace('T', ' ').replace('Z', '')} UTC: ${pathInWords(path)}`,
    );
  return others.length === 0 ? [] : ['Other calls worth tracing:', ...others];
}

/** The score, and the most that it could be for calls that are held together as these are. */
function scoreInWords({ evidence: { signals, highest_score } }: Candidate): string {
  const { score, most } = waterfallData(signals, highest_score);
  return `Score ${score.toFixed(2)} of at most ${most.toFixed(2)}: how likely one robocall campaign made these calls.`;
}

/** What the status means for who reads on; nothing where the rest says all. */
function standingInWords({ status }: Candidate, successor: string | undefined): string[] {
  if (status === 'pending')
    return ['Not open yet: records that are still to come may change it, or take it away.'];
  if (status === 'merged')
    return [
      `It became part of ${successor ?? 'another candidate'}: go on there. What follows is as it was before.`,
    ];
  if (status === 'withdrawn')
    return [
      'Later records exonerate these calls. They may be in another candidate. What follows is as it was before.',
    ];
  return [];
}

/**
 * Everything about a candidate in plain words, one line each. What carriers wrote is shown with control characters
 * written out. `successor`: the candidate that it became part of.
 */
export function explain(given: Candidate, successor?: string): string[] {
  const candidate = visibleIn(given);
  const { evidence: e } = candidate;
  const telling = e.signals.filter((signal) => Math.abs(signal.contribution) >= 0.1);
  const against = telling.filter((signal) => signal.contribution < 0);
  const mixed = patternsInWords(e.patterns);
  return [
    `${candidate.candidate_id} (${candidate.status}): ${headline(candidate)}`,
    ...standingInWords(candidate, successor),
    `Seen by ${e.carriers.join(', ')} in ${count(e.legs, 'record')}.`,
    scoreInWords(candidate),
    'Why suspected:',
    ...telling.filter((signal) => signal.contribution > 0).map((signal) => `  + ${signalInWords(signal)}`),
    ...(against.length === 0 ? [] : ['What speaks against it:']),
    ...against.map((signal) => `  - ${signalInWords(signal)}`),
    ...(mixed.length === 0 ? [] : ['It may be more than one campaign, which the records do not tell apart:']),
    ...mixed.map((words) => `  ? ${words}`),
    `Origin. ${originInWords(candidate)}`,
    ...provenanceInWords(candidate),
    `Example: ${candidate.calling_number} to ${candidate.called_number} at ${candidate.call_time} UTC.`,
    `Path: ${pathInWords(candidate.path)}`,
    ...otherExamples(candidate),
    ...(isGone(candidate) ? [] : [`Ask next: ${candidate.next_provider_to_ask ?? 'nobody yet'}`]),
  ];
}
