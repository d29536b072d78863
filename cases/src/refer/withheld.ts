import type { Disclosure } from './profiles.ts';
import type { Scope } from './scope.ts';

/** What a scope of some providers leaves out of what is shown, a line each. */
export const withheldByScope = ({ providers }: Scope): string[] =>
  providers.length === 0
    ? []
    : [
        'legs that providers outside the scope reported, also where they name one inside',
        'names of providers outside the scope, other than in the own records and answers of those inside',
        'details of hops and ends, who named a provider and how, and what records say of an answer',
      ];

/** What a profile leaves out by itself, a line each. */
export function withheldBy(disclosure: Disclosure): string[] {
  const { calledNumbers, callingNumbers, legs, hops, exchanges, bytes, timeline } = disclosure;
  const lines: readonly (string | false)[] = [
    calledNumbers === 'masked' &&
      'the last four digits of called numbers, and every digest by which they could be found',
    calledNumbers === 'none' && 'called numbers',
    callingNumbers === 'none' && 'calling numbers',
    legs === 'own' && 'legs that others reported',
    legs === 'none' && 'calls and legs',
    hops === 'own' && 'hops other than your own and the one that got the call from you',
    hops === 'proven' && 'names of providers that records do not prove to be in the path',
    hops === 'none' && 'paths of tracebacks',
    exchanges === 'own' && 'requests to others, their answers and actions',
    exchanges === 'none' && 'requests, answers and actions',
    exchanges !== 'none' && !bytes && 'requests and answers byte for byte: they hold called numbers',
    timeline === 'own' && 'events that are not about your requests, answers and actions',
    timeline === 'none' && 'the timeline',
    !disclosure.customers && 'names of customers',
    !disclosure.category && 'the kind of scam in the words of the group',
    !disclosure.texts && 'titles, reasons and other texts of the group',
    !disclosure.internal && 'notes of the group for itself, and the names of its people',
    !disclosure.signals && 'signals, thresholds and reference versions',
  ];
  return lines.filter((line) => line !== false);
}
