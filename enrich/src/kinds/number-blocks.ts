import { numberBlockStore } from '@ringtrace/schemas/tables/reference';
import { BlockTable } from '../block-table.ts';
import { type NumberBlock, numberBlock } from '../entries.ts';
import { defineKind } from '../reference-kind.ts';
import { parseNumberBlocks } from './number-block-files.ts';

export const numberBlocks = defineKind({
  name: 'number-blocks',
  layout:
    'CSV with the header npa,nxx,block,ocn,company,state,rate_center,line_type, or NANPA central office codes, tab-delimited',
  table: numberBlockStore,
  entry: numberBlock,
  parse: parseNumberBlocks,
  row: (block: NumberBlock, digest) => ({ digest, ...block }),
  parts: (blocks) => ({ blocks: new BlockTable(blocks) }),
});
