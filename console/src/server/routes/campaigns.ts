import { visibleIn } from '@ringtrace/platform/visible';
import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { campaignRows, campaignSorts, campaignTotal } from '../queries/campaigns.ts';
import { defineList } from '../route/list.ts';
import { isoOf, tag } from './campaign/common.ts';

const moment = z.iso.datetime({ offset: true });
/** Beyond every call. */
const never = Date.UTC(2200, 0);

/** Digits with what people write between them; a shorter text is looked for in names. */
const digitsOf = (text: string) => {
  const digits = text.replaceAll(/[\s().+-]/g, '');
  return /^\d{7,15}$/.test(digits)
    ? /^[2-9]\d{9}$/.test(digits)
      ? Number(`1${digits}`)
      : Number(digits)
    : 0;
};

export const campaignList = defineList({
  path: '/console/campaigns',
  tag,
  summary: 'Campaigns with their candidates',
  needs: 'look',
  filters: {
    status: z.enum(candidateStatuses).optional().describe('Status of the candidate'),
    origin: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe('Provider that is proven or claimed to be the origin'),
    min_score: z.coerce.number().min(0).max(1).optional().describe('Score from here on, 0 to 1'),
    min_calls: z.coerce.number().int().min(0).optional().describe('So many calls or more'),
    from: moment.optional().describe('With a call from this moment on'),
    to: moment.optional().describe('With a call up to this moment'),
    q: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe('A calling number, or a part of the id of a provider, a campaign or a candidate'),
  },
  sorts: campaignSorts,
  row: z.object({
    candidate_id: z.string(),
    campaign_id: z.string(),
    status: z.enum(candidateStatuses),
    score: z.number(),
    calls: z.number().int(),
    calling_numbers: z.number().int(),
    called_numbers: z.number().int(),
    first_seen: z.string(),
    last_seen: z.string(),
    origin_provider: z.string().describe("'' = not proven"),
    claimed_origin: z.string(),
    entry_provider: z.string(),
    next_provider_to_ask: z.string().nullable(),
    calling_number: z.number().describe('Of the example call; 0 = withheld'),
    opened_at: z.string().nullable(),
  }),
  async rows({ store }, { query, sort, descending, limit, offset }) {
    const number = digitsOf(query.q ?? '');
    const filters = {
      status: query.status ?? '',
      origin: query.origin ?? '',
      min_score: query.min_score ?? 0,
      min_calls: query.min_calls ?? 0,
      from: query.from === undefined ? 0 : Date.parse(query.from),
      to: query.to === undefined ? never : Date.parse(query.to),
      text: number === 0 ? (query.q ?? '') : '',
      number,
    };
    const [rows, [counted]] = await Promise.all([
      store.query(campaignRows, { ...filters, sort, direction: descending ? -1 : 1, limit, offset }),
      store.query(campaignTotal, filters),
    ]);
    return {
      items: rows.map(({ first_ms, last_ms, opened_ms, ...row }) => ({
        ...visibleIn(row),
        first_seen: isoOf(first_ms),
        last_seen: isoOf(last_ms),
        opened_at: opened_ms === null ? null : isoOf(opened_ms),
      })),
      total: counted?.total ?? 0,
    };
  },
});
