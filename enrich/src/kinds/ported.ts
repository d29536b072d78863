import { portedStore } from '@ringtrace/schemas/tables/reference';
import { defineNumberKind } from './number-kind.ts';

export const ported = defineNumberKind({
  name: 'ported',
  layout: 'CSV with the header number,ocn; a number of 10 digits, or 11 with the leading 1',
  table: portedStore,
  column: 'ocn',
  holder: {
    pattern: /^[0-9A-Z]{4}$/,
    must: 'must be an operating company number of four digits or capital letters',
  },
  columns: ({ digest, number, holder }) => ({ digest, number, ocn: holder }),
  parts: (table) => ({ ported: table }),
});
