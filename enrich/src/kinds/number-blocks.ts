import { lineTypes } from '@ringtrace/schemas/tables/cdr';
import { numberBlockStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { BlockTable } from '../block-table.ts';
import { defineKind } from '../reference-kind.ts';
import { parseNumberBlocks } from './number-block-files.ts';

const storedRow = z.object({
  block: z.string(),
  ocn: z.string(),
  company: z.string(),
  state: z.string(),
  rate_center: z.string(),
  line_type: z.enum(lineTypes),
});
export type NumberBlock = z.infer<typeof storedRow>;

export const numberBlocks = defineKind({
  name: 'number-blocks',
  layout:
    'CSV with the header npa,nxx,block,ocn,company,state,rate_center,line_type, or NANPA central office codes, tab-delimited',
  table: numberBlockStore,
  entry: storedRow,
  parse: parseNumberBlocks,
  row: (block: NumberBlock, digest) => ({ digest, ...block }),
  parts: (blocks) => ({ blocks: new BlockTable(blocks) }),
});
