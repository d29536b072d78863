import { givenTime, pastMoment } from '@ringtrace/cases/api/given-time';
import { inWords } from '@ringtrace/cases/figures/words';
import { linesOfRole } from '@ringtrace/cases/providers/card-in-words';
import { type ScoreRow, scoreRow } from '@ringtrace/cases/providers/scorecard';
import { visible } from '@ringtrace/platform/visible';
import { hopRoles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { scopeOf } from '../people/session.ts';
import { suspiciousShare } from '../queries/figures.ts';
import { inOrder } from '../route/in-order.ts';
import { defineList } from '../route/list.ts';
import type { Work } from '../route/work.ts';
import { namesAsOf } from './provider-names.ts';

const tag = 'Providers';

/** As of when figures are read: given, or now. Nobody waits for records to be measured: the worker cases does that. */
export function momentFrom({ office }: Work, as_of: string | undefined): number {
  const now = office.desk.now();
  return as_of === undefined ? now : pastMoment(as_of, now, 'query', 'as_of');
}

const row = scoreRow.extend({
  name: z.string().describe("As the group described it, or the reference data has it; '' = neither"),
  suspicious_legs_in_words: z.string(),
  answers_in_words: z.string(),
});

const providerSorts = [
  'tracebacks',
  'tracebacks_proven',
  'tracebacks_claimed',
  'provider',
  'name',
  'role',
  'campaigns',
  'requests',
  'answered_in_time',
  'answered_late',
  'refused',
  'silent',
  'waiting',
  'median_hours',
  'legs',
  'suspicious_legs',
  'suspicious_per_million',
  'signed_a',
  'signed_a_wrongly',
  'members',
] as const;

/** Cards that somebody may see: a carrier's person sees its own. */
async function cardsSeen(work: Work, as_of: number): Promise<readonly ScoreRow[]> {
  const scope = scopeOf(work.session);
  const { providers } = work.office;
  return scope === '' ? providers.cards(as_of) : (await providers.card(scope, as_of)).roles;
}

export const providerList = defineList({
  path: '/console/providers',
  tag,
  summary: 'Scorecards, a row for each provider and role, as of any date. Rows are never added up',
  needs: 'cards',
  filters: {
    as_of: givenTime.optional().describe('The cards as they stood at this moment; left out = now'),
    role: z.enum(hopRoles).optional().describe('Only this role'),
    provider: z
      .string()
      .trim()
      .max(100)
      .optional()
      .describe('Only providers whose id or name has this in it'),
    traced: z.enum(['true']).optional().describe('true = only those with a traceback or a request'),
  },
  sorts: providerSorts,
  row,
  async rows(work, { query, sort, descending, limit, offset }) {
    const as_of = momentFrom(work, query.as_of);
    const names = await namesAsOf(work, as_of);
    const wanted = query.provider?.toLowerCase() ?? '';
    const all = (await cardsSeen(work, as_of))
      .map((card) => ({ ...card, name: visible(names.get(card.provider) ?? '') }))
      .filter(
        ({ provider, name, role, tracebacks, requests }) =>
          (query.role === undefined || role === query.role) &&
          (query.traced === undefined || tracebacks + requests > 0) &&
          (provider.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)),
      );
    const some = inOrder(all, (card) => card[sort], descending).slice(offset, offset + limit);
    return { items: some.map(shownCard), total: all.length };
  },
});

function shownCard(card: ScoreRow & { readonly name: string }) {
  const lines = new Map(linesOfRole(card).map(([name, words]) => [name.trim(), words]));
  return {
    ...card,
    suspicious_legs_in_words: suspiciousInWords(card, lines.get('suspicious legs') ?? ''),
    answers_in_words: lines.get('answered in time') ?? '',
  };
}

const suspiciousInWords = (card: ScoreRow, words: string) =>
  suspiciousShare(card).share === null
    ? `${inWords(card.suspicious_legs)} of ${inWords(card.legs)}: too few for a rate`
    : words;
