import { parseNumberBlocks } from '@ringtrace/enrich/kinds/number-block-files';
import { describe, expect, it } from 'vitest';
import { drawCall, emptyCall } from './call.ts';
import { ocns, providerNames } from './network.ts';
import { busyLines, busyNumber, holderOf, numberBlockRows } from './numbers.ts';
import { Words } from './words.ts';

const header = 'npa,nxx,block,ocn,company,state,rate_center,line_type';

describe('the numbers of the national mix', () => {
  const blocks = parseNumberBlocks([header, ...numberBlockRows(), ''].join('\n'), 'number-blocks.csv');
  const ocnOf = new Map(blocks.map(({ block, ocn }) => [block, ocn]));
  const holderInFile = (number: number) => ocnOf.get(String(number).slice(0, 6));

  it('are all held by a provider, each provider with some', () => {
    expect(new Set(blocks.map(({ ocn }) => ocn)).size).toBe(providerNames.length);
    for (let line = 0; line < busyLines; line += 97)
      expect(holderInFile(busyNumber(line))).toBe(ocns[holderOf(busyNumber(line))]);
  });

  it('are called from at the provider that holds them, but for those that nobody can have', () => {
    const words = new Words(5);
    const call = emptyCall();
    for (let i = 0; i < 2_000; i += 1) {
      drawCall(call, i, words);
      const held = holderInFile(call.calling.number);
      if (held !== undefined) expect(held).toBe(ocns[call.path[0] ?? -1]);
      else expect(String(call.calling.number)).toMatch(/^123/);
    }
  });
});
