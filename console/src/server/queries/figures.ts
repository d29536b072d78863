import { wilson } from '@ringtrace/cases/figures/interval';
import type { ScoreRow } from '@ringtrace/cases/providers/scorecard';
import { fewestLegs } from '@ringtrace/schemas/tables/scorecard';

/** A share of a card with its counts and bounds. Nulls where nothing was counted, or too little. */
export interface Share {
  readonly name: string;
  readonly part: number;
  readonly whole: number;
  /** 0 to 1, as the bounds are. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

function shareOf(name: string, part: number, whole: number, fewest = 1): Share {
  const bounds = whole < fewest ? undefined : wilson(part, whole);
  if (bounds === undefined) return { name, part, whole, share: null, low: null, high: null };
  return { name, part, whole, share: part / whole, ...bounds };
}

/** Requests of a row that were answered or ran out: the denominator of how it answers. */
const decidedOf = (row: ScoreRow) => row.requests - row.waiting - row.undelivered;

/** Names of the shares of a card, in its order. */
export const shareNames = [
  'answered in time',
  'answered late',
  'refused',
  'silent',
  'signed A for numbers that it holds',
  'signed A for numbers that another provider holds',
  "signed A for nobody's numbers",
] as const;

/** The shares of a row, each with its own denominator, as docs/casework/providers.md defines them. */
export function sharesOf(row: ScoreRow): Share[] {
  const asked = decidedOf(row);
  const checked = row.signed_a_rightly + row.signed_a_wrongly + row.signed_a_elsewhere;
  const parts = [
    [row.answered_in_time, asked],
    [row.answered_late, asked],
    [row.refused, asked],
    [row.silent, asked],
    [row.signed_a_rightly, checked],
    [row.signed_a_elsewhere, checked],
    [row.signed_a_wrongly, checked],
  ] as const;
  return shareNames.map((name, i) => shareOf(name, parts[i]?.[0] ?? 0, parts[i]?.[1] ?? 0));
}

/** Suspicious legs of all legs; no share below 1,000 legs, where chance alone moves it too far. */
export const suspiciousShare = ({
  legs,
  suspicious_legs,
}: Pick<ScoreRow, 'legs' | 'suspicious_legs'>): Share =>
  shareOf('suspicious legs', suspicious_legs, legs, fewestLegs);
