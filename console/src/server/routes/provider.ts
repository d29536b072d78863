import { givenTime } from '@ringtrace/cases/api/given-time';
import { objectionShape, time } from '@ringtrace/cases/api/shapes';
import { providerDescription } from '@ringtrace/cases/model/provider';
import { type Card, referenceShape } from '@ringtrace/cases/providers/card';
import { limitsOfCard, linesOfRole } from '@ringtrace/cases/providers/card-in-words';
import { type ScoreRow, scoreRow } from '@ringtrace/cases/providers/scorecard';
import { NoSuchError } from '@ringtrace/cases/work/find';
import { visible } from '@ringtrace/platform/visible';
import { isProviderId } from '@ringtrace/schemas/provider-id';
import { z } from 'zod';
import { type Session, scopeOf } from '../people/session.ts';
import { sharesOf, suspiciousShare } from '../queries/figures.ts';
import { readDays, readOriginCampaigns, readRequests, requestToProvider } from '../queries/provider.ts';
import { defineRoute, nothing } from '../route/define.ts';
import { earlierCards, momentsOfHistory } from './earlier-cards.ts';
import { ownCarrier, providerParam } from './own-carrier.ts';
import { momentFrom } from './providers.ts';

const tag = 'Providers';

const share = z.object({
  name: z.string(),
  part: z.number(),
  whole: z.number(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const asOfQuery = {
  as_of: givenTime.optional().describe('The card as it stood at this moment; left out = now'),
} as const;

export const providerRoute = defineRoute({
  method: 'get',
  path: '/console/providers/{provider}',
  tag,
  summary:
    'A scorecard as of any date: each role with its shares and bounds, questions, requests with their answers, and campaigns',
  needs: 'cards',
  params: providerParam,
  query: z.strictObject(asOfQuery),
  body: nothing,
  out: z.object({
    provider: z.string(),
    as_of: time,
    described: z.object({ ...providerDescription.shape, objections: z.array(objectionShape) }).nullable(),
    reference: referenceShape.nullable().describe('As the reference data in force has it'),
    continues: z.array(z.string()),
    continued_by: z.array(z.string()),
    roles: z.array(
      z.object({
        role: scoreRow.shape.role,
        row: scoreRow,
        lines: z.array(z.object({ name: z.string(), words: z.string() })),
        shares: z.array(share),
        suspicious: share,
      }),
    ),
    questions: z.array(
      z.object({
        kind: z.string(),
        text: z.string(),
        calls: z.number(),
        example: z
          .object({
            campaign_id: z.string(),
            carrier: z.string(),
            call_id: z.string(),
            start_time: z.string(),
          })
          .nullable()
          .describe('null = not shown to a person of a carrier'),
      }),
    ),
    requests: z.object({
      total: z.number(),
      items: z.array(requestToProvider),
    }),
    campaigns: z
      .object({
        total: z.number(),
        items: z.array(
          z.object({
            campaign_id: z.string(),
            status: z.string(),
            first_seen: z.iso.datetime(),
            last_seen: z.iso.datetime(),
            calls: z.number(),
            score: z.number().nullable(),
            proven: z.boolean(),
          }),
        ),
      })
      .describe('Where the provider is the origin: proven by records, or only claimed'),
    limits: z.array(z.string()).describe('What a reader must know before quoting the card'),
  }),
  async handle({ office: work, params, query }) {
    const as_of = momentFrom(work, query.as_of);
    const asked = ownCarrier(work.session, params.provider);
    const card = await work.office.providers.card(asked, as_of);
    refuseUnknown(card, asked);
    const ids = idsOf(card);
    const own = scopeOf(work.session) !== '';
    const [requests, campaigns] = await Promise.all([
      readRequests(work.store, { ids, as_of }),
      readOriginCampaigns(work.store, { ids, proven_only: own ? 1 : 0 }),
    ]);
    const shown = own ? ownView(card, work.session) : card;
    return {
      ...shown,
      described: shown.described ?? null,
      reference: shown.reference ?? null,
      roles: card.roles.map((row) => ({
        role: row.role,
        row,
        lines: linesOfRole(row).map(([name, words]) => ({ name: name.trim(), words: visible(words) })),
        shares: sharesOf(row),
        suspicious: suspiciousShare(row),
      })),
      questions: shown.questions.map(({ kind, text, calls, example }) => ({
        kind,
        text: visible(text),
        calls,
        example: example ?? null,
      })),
      requests: {
        total: requests[0]?.total ?? 0,
        items: requests.map(({ total: _, ...row }) =>
          own ? { ...row, named_by: '', case_id: '', traceback_id: '' } : row,
        ),
      },
      campaigns: {
        total: campaigns[0]?.total ?? 0,
        items: campaigns.map(({ total: _, ...row }) => (own ? { ...row, score: null } : row)),
      },
      limits: [...limitsOfCard],
    };
  },
});

function refuseUnknown({ described, reference, roles, questions }: Card, asked: string): void {
  if (described !== undefined || reference !== undefined || roles.length + questions.length > 0) return;
  throw new NoSuchError(`nothing is known of a provider '${asked}': the list of providers has all`);
}

/** The provider and its aliases, as the queries take them. */
const idsOf = ({ provider, described }: Pick<Card, 'provider' | 'described'>) =>
  [provider, ...(described?.aliases ?? [])].filter(isProviderId).join(',');

type Questions = readonly (Pick<Card['questions'][number], 'kind' | 'text' | 'calls'> & {
  readonly example?: Card['questions'][number]['example'] | undefined;
})[];

/** Questions that name another provider, as its own person reads them. */
const withoutOthers: Readonly<Record<string, string>> = {
  signer_not_origin:
    'You signed, while records show that the call began at another provider. On what right did you sign? An upstream may sign for resellers by arrangement.',
  signer_not_on_path:
    'You signed, and no record names you in the path of the call. How did you come to sign? You may sign for another provider by arrangement, or your certificate may be used by others.',
};

/** A card as the provider's own person sees it: what it says of other providers is left out. */
function ownView(card: Card, session: Session): Omit<Card, 'questions'> & { readonly questions: Questions } {
  const { described } = card;
  return {
    ...card,
    described: described === undefined ? undefined : { ...described, continues: [] },
    continues: [],
    continued_by: [],
    questions: card.questions.map(({ kind, text, calls, example }) => ({
      kind,
      text: withoutOthers[kind] ?? text,
      calls,
      example: example.carrier === session.carrier ? example : undefined,
    })),
  };
}

export const providerHistoryRoute = defineRoute({
  method: 'get',
  path: '/console/providers/{provider}/history',
  tag,
  summary: 'A scorecard as of several dates, and the days of its legs: each share with its bounds',
  needs: 'cards',
  params: providerParam,
  query: z.strictObject({
    ...asOfQuery,
    from: givenTime
      .optional()
      .describe('First date; left out = when figures begin, a year before the card at most'),
  }),
  body: nothing,
  out: z.object({
    cards: z.array(
      z.object({
        as_of: time,
        role: scoreRow.shape.role,
        row: scoreRow,
        shares: z.array(share),
        suspicious: share,
      }),
    ),
    days: z.array(z.object({ day: z.iso.datetime(), role: z.string(), suspicious: share })),
  }),
  async handle({ office: work, params, query }) {
    const { store, office } = work;
    const as_of = momentFrom(work, query.as_of);
    const asked = ownCarrier(work.session, params.provider);
    const card = await office.providers.card(asked, as_of);
    refuseUnknown(card, asked);
    const from = query.from === undefined ? undefined : Date.parse(query.from);
    const moments = await momentsOfHistory(store, as_of, from);
    const [days, earlier] = await Promise.all([
      readDays(store, { ids: idsOf(card), as_of }),
      earlierCards(store, card.provider, moments),
    ]);
    const cards = [...earlier, { as_of, rows: card.roles }];
    return {
      cards: cards.flatMap(({ as_of: moment, rows }) => rows.map((row) => pointOf(row, moment))),
      days: days.map(({ day, role, ...legs }) => ({ day, role, suspicious: suspiciousShare(legs) })),
    };
  },
});

const pointOf = (row: ScoreRow, as_of: number) => ({
  as_of,
  role: row.role,
  row,
  shares: sharesOf(row),
  suspicious: suspiciousShare(row),
});
