import { tollFreeStore } from '@ringtrace/schemas/tables/reference';
import { defineNumberKind } from './number-kind.ts';

export const tollFree = defineNumberKind({
  name: 'toll-free',
  layout: 'CSV with the header number,resp_org; a toll-free number and its responsible organisation',
  table: tollFreeStore,
  column: 'resp_org',
  holder: {
    pattern: /^[0-9A-Za-z][0-9A-Za-z .&_-]{0,63}$/,
    must: "must be a responsible organisation's id or name of at most 64 letters, digits, spaces, '.', '&', '_' and '-'",
  },
  columns: ({ digest, number, holder }) => ({ digest, number, resp_org: holder }),
  parts: (table) => ({ tollFree: table }),
});
