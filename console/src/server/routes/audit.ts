import { givenTime } from '@ringtrace/cases/api/given-time';
import { time } from '@ringtrace/cases/api/shapes';
import { visible } from '@ringtrace/platform/visible';
import { kinds } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { readChoices, readEntries } from '../queries/audit.ts';
import { bare, defineRoute, nothing } from '../route/define.ts';
import { defineList } from '../route/list.ts';

const tag = 'Audit';
/** The store's times end some centuries later. */
const farAhead = Date.UTC(2200, 0, 1);
const text = z.string().max(200).optional();

const entry = z.object({
  sequence: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string(),
  what: z.string().describe('What happened, in words'),
  kind: z.string(),
  id: z.string(),
  version: z.number().int(),
  case_id: z.string().describe("'' = none"),
  type: z.string(),
  reason: z.string(),
  data: z.unknown().describe('What the entry says; times in ms since 1970'),
  hash: z.string().describe('SHA-256 of this entry and the one before'),
});

export const auditList = defineList({
  path: '/console/audit',
  tag,
  summary: 'The log of casework: who did what, when and why',
  needs: 'audit',
  hidesAll: true,
  filters: {
    actor: text.describe('Only what this person did'),
    kind: z.enum(kinds).optional().describe('Only things of this kind'),
    type: text.describe('Only what happened so, such as request_sent'),
    thing: text.describe('Only entries of this thing, of its case, and those that name it'),
    from: givenTime.optional(),
    to: givenTime.optional(),
  },
  sorts: ['sequence'],
  row: entry,
  async rows({ store }, { query, descending, limit, offset }) {
    const { actor = '', kind = '', type = '', thing = '', from, to } = query;
    const filter = {
      actor,
      kind,
      type,
      thing,
      from: from === undefined ? 0 : Date.parse(from),
      to: to === undefined ? farAhead : Date.parse(to),
    };
    const { rows, total } = await readEntries(store, descending, { ...filter, limit, offset });
    return { items: rows.map(shownRow), total };
  },
});

type Row = Awaited<ReturnType<typeof readEntries>>['rows'][number];

function shownRow(row: Row) {
  const data: unknown = JSON.parse(row.data);
  return {
    ...row,
    what: row.type.replaceAll('_', ' '),
    reason: visible(row.reason),
    actor: visible(row.actor),
    data,
  };
}

export const auditChoicesRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/audit/choices',
  tag,
  summary: 'Who and what stands in the log: what it can be filtered by',
  needs: 'audit',
  out: z.object({ actors: z.array(z.string()), types: z.array(z.string()), kinds: z.array(z.string()) }),
  async handle({ office: { store } }) {
    return { ...(await readChoices(store)), kinds: [...kinds] };
  },
});

const check = z.object({
  events: z.number().int(),
  head: z.string().describe('Hash of the newest entry: note it, to tell later that nothing was cut'),
  head_at: z
    .number()
    .int()
    .describe('Entry that the noted hash is of; 0 = none was given, or it is not there'),
  faults: z.array(z.string()).describe('Empty = none'),
  earlier: z
    .object({ entries: z.number().int(), at: time })
    .nullable()
    .describe('Entries at the beginning that an earlier check read; null = every entry was read now'),
});

export const auditCheckRoute = defineRoute({
  method: 'get',
  path: '/console/audit/check',
  tag,
  summary: 'Check the log: no entry was changed, none is missing, and kept bytes are as they were',
  needs: 'audit',
  params: nothing,
  query: z.strictObject({
    extent: z
      .enum(['whole', 'rest'])
      .default('rest')
      .describe(
        'rest = entries that an earlier check has read are not read again; whole = every entry is read',
      ),
    head: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "it must be the 64 letters and digits of an entry's hash")
      .optional()
      .describe(
        'Hash of an entry that somebody noted earlier: it must still be there. Every entry is read then',
      ),
  }),
  body: nothing,
  out: check,
  async handle({ office: { office }, query }) {
    const { events, head, headAt, faults, earlier } = await office.checkLog(query.extent, query.head ?? '');
    return {
      events,
      head,
      head_at: headAt,
      faults,
      earlier: earlier ?? null,
    };
  },
});
