import { z } from 'zod';
import { eventFrom, kindOf } from '../../log/event-row.ts';
import { numbersFields } from '../numbers.ts';
import { bare, defineRoute, type Route } from '../route.ts';
import { eventOf, eventShape } from '../shapes.ts';

export const eventRoutes: readonly Route[] = [
  defineRoute({
    ...bare,
    method: 'get',
    path: '/events',
    tag: 'Log',
    summary: 'The log of casework, oldest event first: who did what, when and why',
    needs: 'audit',
    hidesAll: true,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).default(0).describe('Only events behind this place in the log'),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      ...numbersFields,
    }),
    out: z.object({
      items: z.array(
        eventShape.extend({ hash: z.string().describe('SHA-256 of this event and the one before') }),
      ),
      next: z.string().nullable().describe('Query of the next page; null = nothing has happened since'),
    }),
    handle({ office: { desk }, query: { after, limit, numbers } }) {
      const rows = desk.log.rowsAfter(after, limit + 1);
      const items = rows
        .slice(0, limit)
        .map((row) => ({ ...eventOf(eventFrom(kindOf(row), row)), hash: row.hash }));
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return {
        items,
        next: more
          ? `?after=${last.sequence}&limit=${limit}${numbers === 'true' ? '&numbers=true' : ''}`
          : null,
      };
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/events/check',
    tag: 'Log',
    summary: 'Check the whole log: no entry was changed, none is missing, and kept bytes are as they were',
    needs: 'audit',
    query: z.strictObject({
      head: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('Hash of an entry that somebody noted earlier: it must still be there'),
    }),
    out: z.object({
      events: z.number().int(),
      head: z.string().describe('Hash of the newest entry: note it, to tell later that nothing was cut'),
      faults: z.array(z.string()).describe('Empty = none'),
    }),
    handle: ({ office, query }) => office.checkLog('whole', query.head ?? ''),
  }),
];
