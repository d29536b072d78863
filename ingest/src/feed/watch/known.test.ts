import { describe, expect, it } from 'vitest';
import { KnownContents } from './known.ts';
import { longestPrefix, PrefixHash } from './prefix.ts';
import type { Position } from './state.ts';

function positionOf(id: string, content: string): Position {
  const prefix = new PrefixHash();
  prefix.add(Buffer.from(content));
  return {
    ...prefix.now(),
    name: `${id}.jsonl`,
    id,
    stamp: '',
    records: 1,
    ended: true,
    waited: false,
    fault: '',
  };
}

async function* inPieces(content: string, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield Buffer.from(content.slice(at, at + size));
}

const recall = (known: KnownContents, content: string, size = 7) =>
  longestPrefix(inPieces(content, size), (beginning) => known.startingAs(beginning));

const header = 'h'.repeat(5_000);

describe('what is known of contents', () => {
  it('recalls the longest beginning, whatever the chunks, and whether the content ends there', async () => {
    const known = new KnownContents([
      positionOf('1:1', 'one call'),
      positionOf('1:2', 'one call and another'),
      positionOf('1:3', `${header}a`),
      positionOf('1:4', `${header}ab`),
      positionOf('1:5', 'something else'),
    ]);
    for (const size of [1, 7, 100_000]) {
      expect(await recall(known, 'one call and a half', size)).toMatchObject({
        prefix: { id: '1:1' },
        whole: false,
      });
      expect(await recall(known, 'one call and another', size)).toMatchObject({
        prefix: { id: '1:2' },
        whole: true,
      });
      expect(await recall(known, `${header}abc`, size)).toMatchObject({
        prefix: { id: '1:4' },
        whole: false,
      });
      expect(await recall(known, 'one cal', size)).toBeUndefined();
      expect(await recall(known, header, size)).toBeUndefined();
    }
  });

  it('knows a file by what was said of it last', async () => {
    const known = new KnownContents([positionOf('1:1', 'one')]);
    known.set(positionOf('1:1', 'one and two'));
    expect(known.all()).toHaveLength(1);
    expect(await recall(known, 'one')).toBeUndefined();
    expect(await recall(known, 'one and two')).toMatchObject({ whole: true });
  });

  it('knows contents whose files are gone, the last thousand of them', async () => {
    const known = new KnownContents([]);
    for (let i = 0; i <= 1_000; i += 1) {
      known.set(positionOf(`1:${i}`, `call ${i}`));
      known.retire(`1:${i}`);
    }
    expect(known.get('1:1000')).toBeUndefined();
    expect(await recall(known, 'call 1000')).toMatchObject({ prefix: { id: '' }, whole: true });
    expect(await recall(known, 'call 0')).toBeUndefined();
    expect(known.all()).toHaveLength(1_000);
  });
});
