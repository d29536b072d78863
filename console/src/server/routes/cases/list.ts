import { visibleIn } from '@ringtrace/platform/visible';
import { caseSources, caseStatuses } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { caseOwners, caseRow, caseSorts, casesBy, caseTotal } from '../../queries/cases.ts';
import { isoTimes } from '../../queries/times.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { defineList } from '../../route/list.ts';

const tag = 'Cases';

/** Cases with what waits in each of them. */
export const caseList = defineList({
  path: '/console/cases',
  tag,
  summary: 'Cases, with their tracebacks, and requests that wait for approval or an answer',
  needs: 'look',
  filters: {
    status: z.enum(caseStatuses).optional(),
    source: z.enum(caseSources).optional(),
    assignee: z
      .string()
      .trim()
      .max(200)
      .default('')
      .describe("Who works on it; 'me' = whoever asks, '(nobody)' = nobody does, '' = all"),
    provider: z
      .string()
      .trim()
      .max(200)
      .default('')
      .describe("In the path of one of its tracebacks, or asked; '' = all"),
    only: z
      .enum(['overdue', 'drafts', 'held'])
      .optional()
      .describe('Cases with an overdue answer, with a request that waits for approval, or under legal hold'),
    text: z.string().trim().max(200).default('').describe('Part of title, category, outcome or an id'),
  },
  sorts: caseSorts,
  row: caseRow,
  async rows({ store, session, office }, { query, sort, descending, limit, offset }) {
    const { status = '', source = '', assignee, provider, only = '', text } = query;
    const filters = {
      status,
      source,
      assignee: assignee === 'me' ? session.name : assignee,
      provider,
      only,
      text,
      now: office.desk.now(),
    };
    const [items, [counted]] = await Promise.all([
      store.query(casesBy(sort, descending), { ...filters, limit, offset }, isoTimes),
      store.query(caseTotal, filters),
    ]);
    return { items: items.map(visibleIn), total: counted?.total ?? 0 };
  },
});

/** For a choice of people: whoever works on a case. */
export const caseOwnersRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/cases/owners',
  tag,
  summary: 'Who works on cases',
  needs: 'look',
  out: z.object({ items: z.array(z.object({ assignee: z.string(), open: z.number().int() })) }),
  handle: async ({ office: { store } }) => ({
    items: visibleIn(await store.query(caseOwners, {})),
  }),
});
