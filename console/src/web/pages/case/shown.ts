import type { caseRoute } from '../../../server/routes/cases/case.ts';
import type { AnswerOf } from '../../api/ask.ts';

export type ShownCase = AnswerOf<typeof caseRoute>;
export type ShownTraceback = ShownCase['tracebacks'][number];
export type ShownRequest = ShownCase['requests'][number];
export type ShownAnswer = ShownCase['answers'][number];
export type ShownHop = ShownTraceback['hops'][number];

/** A word of casework as people write it. */
export const spaced = (word: string): string => word.replaceAll('_', ' ');

/** Part of an address. */
export const part = encodeURIComponent;

/** The reason as casework's routes take it. */
export const why = (reason: string) => (reason === '' ? {} : { reason });

type BadgeKind = 'ok' | 'warn' | 'bad' | 'info' | 'plain';

/** How a hop is known: colour and meaning of each basis. */
export const bases: Readonly<
  Record<ShownHop['basis'], { readonly kind: BadgeKind; readonly words: string }>
> = {
  record: { kind: 'ok', words: "proven: members' records show it" },
  both: { kind: 'ok', words: 'proven: record and answer agree' },
  answer: { kind: 'info', words: 'a claim: the provider answered that it carried the call' },
  named: { kind: 'warn', words: 'a claim: only the provider below names it, and nobody has said more yet' },
  contradicted: { kind: 'bad', words: 'a record contradicts the answer, or another record' },
};

export const agreements: Readonly<
  Record<ShownAnswer['check']['agreement'], { readonly kind: BadgeKind; readonly words: string }>
> = {
  agrees: { kind: 'ok', words: 'agrees with records' },
  contradicts: { kind: 'bad', words: 'contradicts records' },
  unknown: { kind: 'plain', words: 'records say nothing for or against it' },
};
