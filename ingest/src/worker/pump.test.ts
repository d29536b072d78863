import { createLog } from '@ringtrace/platform/log';
import { describe, expect, it } from 'vitest';
import type { FeedBlock } from '../stages/fill.ts';
import { GivenUp, persistForever } from './persist.ts';
import { Pump } from './pump.ts';

const log = createLog('test', 'silent');
const position = (offset: number) => ({ topic: 'cdr.a', partition: 0, offset });
const letter = {
  carrier: 'a',
  topic: 'cdr.a',
  partition: 0,
  offset: 0,
  record_index: -1,
  field: '',
  reason: 'undecodable',
  detail: '',
  original: new Uint8Array(10),
  writer_schema: '',
  source: '',
  produced_at: 0,
  received_at: 0,
  status: 'open',
  ver: 0,
};

/** A pump whose writes wait until the test lets them end. */
function held(options: { blockRows: number; blockMs: number }) {
  const written: FeedBlock[] = [];
  let open: () => void = () => {};
  const pump = new Pump({
    ...options,
    log,
    write: (block) =>
      new Promise((resolve) => {
        written.push(block);
        open = resolve;
      }),
  });
  pump.begin(1);
  const fill = (rows: number) => {
    for (let i = 0; i < rows; i += 1) pump.block().addDeadLetter(letter);
    pump.filled();
  };
  return { pump, written, fill, open: () => open() };
}

describe('the pump', () => {
  it('writes a full block at once and fills one more meanwhile, then has no room until the first is stored', async () => {
    const { pump, written, fill, open } = held({ blockRows: 10, blockMs: 60_000 });
    fill(10);
    await pump.room();
    fill(10);
    expect(written).toHaveLength(1);
    let room = false;
    const waiting = pump.room().then(() => {
      room = true;
    });
    await Promise.resolve();
    expect(room).toBe(false);
    open();
    await waiting;
    expect(written).toHaveLength(2);
    open();
    await pump.drain();
  });

  it('writes what is there when nothing more comes', async () => {
    const { pump, written, fill, open } = held({ blockRows: 1_000, blockMs: 20 });
    fill(1);
    await expect.poll(() => written.length).toBe(1);
    fill(1);
    open();
    await expect.poll(() => written.length).toBe(2);
    open();
    await pump.drain();
  });

  it('drops what was filled under an assignment that is over', async () => {
    const { pump, written, fill } = held({ blockRows: 1_000, blockMs: 60_000 });
    fill(5);
    pump.block().position(position(7));
    pump.begin(2);
    expect([pump.holds(1), pump.holds(2)]).toEqual([false, true]);
    await pump.drain();
    expect(written).toEqual([]);
    expect(pump.block().offsets()).toEqual([]);
  });

  it('drains all, also what is filled while a block is written', async () => {
    const { pump, written, fill, open } = held({ blockRows: 10, blockMs: 60_000 });
    fill(10);
    fill(3);
    const drained = pump.drain();
    open();
    await expect.poll(() => written.length).toBe(2);
    open();
    await drained;
    expect(written.map((block) => block.deadLetters.length)).toEqual([10, 3]);
  });
});

describe('inserts that never give up', () => {
  it('repeat a step until it succeeds', async () => {
    let failures = 2;
    await persistForever(log, new AbortController().signal)('t', async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('away');
    });
    expect(failures).toBe(-1);
  });

  it('end only where the worker has no more time', async () => {
    const step = async () => {
      throw new Error('away');
    };
    await expect(persistForever(log, AbortSignal.abort())('t', step)).rejects.toThrow(GivenUp);
  });
});
