import { InputError } from '@ringtrace/cases/api/input';
import { settingsOf } from '@ringtrace/cases/work/find';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';
import { defineList } from '../../route/list.ts';
import type { Work } from '../../route/work.ts';
import { type InboxKind, inboxOrder } from './order.ts';
import { inboxCounts, inboxRows } from './rows.ts';

const tag = 'Inbox';

const [first, ...others] = inboxOrder.map(({ kind }) => kind);
const kindShape = z.enum([first ?? 'draft', ...others]);

const filters = {
  assignee: z
    .string()
    .trim()
    .max(200)
    .default('')
    .describe("Who works on the case; 'me' = whoever asks, '(nobody)' = nobody does, '' = all"),
  provider: z.string().trim().max(200).default('').describe("Provider that it is about; '' = all"),
};

const namedIn = (
  { assignee, provider }: { readonly assignee: string; readonly provider: string },
  { session }: Work,
) => ({
  provider,
  assignee: assignee === 'me' ? session.name : assignee,
});

/** What waits for a person, in the order in which it needs one. */
export const inboxList = defineList({
  path: '/console/inbox',
  tag,
  summary: 'What waits for a person: what needs one next is first, and each row says why it stands there',
  needs: 'look',
  filters: { ...filters, kind: kindShape.optional().describe('Only this kind') },
  sorts: ['need'],
  row: z.object({
    kind: kindShape,
    id: z.string(),
    why: z.string(),
    title: z.string(),
    provider: z.string(),
    provider_basis: z.enum(['', 'proven', 'claimed']),
    score: z.number().describe('Of a candidate, 0 to 1'),
    calls: z.number().int(),
    hours: z
      .array(z.number())
      .describe(
        'Of a campaign that goes on: calls in the three newest hours of records, the last one not over',
      ),
    assignee: z.string(),
    since_ms: z.number().describe('ms since 1970; since when it waits, or when the answer is due'),
    due_ms: z.number().nullable(),
    candidate_id: z.string(),
    campaign_id: z.string(),
    case_id: z.string(),
    traceback_id: z.string(),
    request_id: z.string(),
    verdict: z.string().describe("On the candidate of the case; '' = none"),
    revision: z.number().int().describe('Of the candidate; 0 = the row is no candidate'),
    case_version: z.number().int().describe('For acts on the case; 0 = none'),
    request_version: z.number().int().describe('For acts on the request; 0 = none'),
  }),
  async rows(work, { query, descending, limit, offset }) {
    if (!descending)
      throw new InputError('query', [{ field: 'sort', message: 'the inbox has one order: leave sort out' }]);
    const named = namedIn(query, work);
    const kind: InboxKind | '' = query.kind ?? '';
    const [items, counts] = await Promise.all([
      inboxRows(work, { ...named, kind, limit, offset }),
      inboxCounts(work, named),
    ]);
    const total = kind === '' ? sumOf(counts.values()) : (counts.get(kind) ?? 0);
    return { items, total };
  },
});

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, one) => sum + one, 0);

/** What stands around the inbox: how much of each kind there is, and by which rule it is in order. */
export const inboxKindsRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/inbox/kinds',
  tag,
  summary: 'Kinds of the inbox in their order, each with its rule and number of rows',
  needs: 'look',
  query: z.strictObject(filters),
  out: z.object({
    kinds: z.array(
      z.object({ kind: kindShape, name: z.string(), rule: z.string(), total: z.number().int() }),
    ),
    report_only: z.boolean().describe('Nothing is approved or sent'),
    send_approved: z.boolean().describe('Approved requests go out by themselves'),
  }),
  async handle({ office: work, query }) {
    const counts = await inboxCounts(work, namedIn(query, work));
    const { report_only, send_approved } = work.office.desk.log.read(settingsOf);
    return {
      report_only,
      send_approved,
      kinds: inboxOrder.map((one) => ({ ...one, total: counts.get(one.kind) ?? 0 })),
    };
  },
});
