import type { AnswerContent } from '@ringtrace/cases/model/answer';
import { hash32, hashText } from '@ringtrace/simulator/random';
import type { HalfReported, TrueCall } from './half-reported.ts';

/** What a provider does when it is asked about a call. */
export const behaviours = ['truth', 'late', 'lie', 'false trail', 'refuse', 'no record', 'silence'] as const;
export type Behaviour = (typeof behaviours)[number];

/** Of seven providers, four tell the truth in time. */
const shares: readonly Behaviour[] = [
  'truth',
  'truth',
  'truth',
  'truth',
  'truth',
  'truth',
  'late',
  'lie',
  'false trail',
  'refuse',
  'no record',
  'silence',
];

/** What the script lets a provider do, by a seed, the call and the provider. */
export function behaviourOf(seed: number, call: TrueCall, provider: string): Behaviour {
  const drawn = hash32(seed, hashText(`${call.called} ${call.time} ${provider}`));
  return shares[drawn % shares.length] ?? 'truth';
}

/** The name of the customer that made the calls of a campaign. */
const callerOf = ({ campaign }: TrueCall) => `Customer of ${campaign}`;

/** A provider that has nothing to do with the call. `reports`: its records deny the call. */
function strangerTo(call: TrueCall, half: HalfReported, reports: boolean): string {
  const all = [...new Set(half.calls.flatMap(({ path }) => path))].sort();
  const strangers = all.filter(
    (provider) =>
      !call.path.includes(provider) && half.reports(provider) === reports && half.country(provider) === 'US',
  );
  const [first] = strangers;
  if (first === undefined) throw new Error('every provider of the network is in the path');
  return first;
}

/** What a provider of the path answers where it tells the truth. */
function truthOf(call: TrueCall, provider: string, half: HalfReported): AnswerContent {
  const above = call.path[call.path.lastIndexOf(provider) - 1];
  if (above === undefined) return { kind: 'own_customer', customer: { name: callerOf(call) } };
  const country = half.country(above);
  return country === 'US'
    ? { kind: 'upstream', upstream: above }
    : { kind: 'foreign_upstream', upstream: above, country };
}

/** What a provider answers by the script; undefined where it stays silent. A stranger says that it is the wrong one. */
export function answerOf(
  call: TrueCall,
  provider: string,
  behaviour: Behaviour,
  half: HalfReported,
): AnswerContent | undefined {
  if (!call.path.includes(provider)) return { kind: 'wrong_provider' };
  switch (behaviour) {
    case 'truth':
    case 'late':
      return truthOf(call, provider, half);
    case 'lie':
      return { kind: 'upstream', upstream: strangerTo(call, half, true) };
    case 'false trail':
      return { kind: 'upstream', upstream: strangerTo(call, half, false) };
    case 'refuse':
      return { kind: 'refused', reason: 'no contract' };
    case 'no record':
      return { kind: 'no_record', searched: { from: call.time - 3_600_000, to: call.time + 3_600_000 } };
    case 'silence':
      return undefined;
  }
}
