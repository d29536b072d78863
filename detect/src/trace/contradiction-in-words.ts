import type { Contradiction } from './contradictions.ts';

/** Also as it was stored in a candidate's evidence, maybe by an earlier release. */
type Told = { readonly [name in keyof Contradiction]?: string | null };

/** A contradiction as a sentence, without the stop. */
export function contradictionInWords({ kind, from, to, claimed_by, contradicted_by, instead }: Told): string {
  const claim = `${claimed_by} says that ${from} handed the call to ${to}`;
  if (kind === 'no record')
    return `${claim}; ${contradicted_by}'s records are complete around it, and don't show it`;
  const other = instead === contradicted_by ? 'a party of its own' : (instead ?? 'nobody');
  return `${claim}; ${contradicted_by} names ${other} instead`;
}
