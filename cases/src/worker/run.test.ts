import { createLog } from '@ringtrace/platform/log';
import { describe, expect, it } from 'vitest';
import { type Casework, type RoundEnd, runCases } from './run.ts';
import type { Round } from './tick.ts';

const log = createLog('test', 'silent');
const quiet: Round = { sent: [], reminded: [], overdue: 0, nonResponsive: 0, changed: 0, troubles: [] };

/** Ends of rounds until there are `wanted`. */
async function endsOf(wanted: number, open: () => Casework | undefined): Promise<RoundEnd[]> {
  const ends: RoundEnd[] = [];
  const ending = new AbortController();
  await runCases({
    open,
    log,
    signal: ending.signal,
    everyMs: 1,
    onRound(end) {
      ends.push(end);
      if (ends.length === wanted) ending.abort();
    },
  });
  return ends;
}

describe('the loop of casework', () => {
  it('waits for the first casework of an instance, then runs rounds and copies after each', async () => {
    const done: string[] = [];
    let looks = 0;
    const casework: Casework = {
      async tick() {
        done.push('tick');
        return quiet;
      },
      copy: async () => done.push('copy'),
    };
    const ends = await endsOf(4, () => {
      looks += 1;
      return looks > 2 ? casework : undefined;
    });
    expect(ends.map(({ outcome }) => outcome)).toEqual(['none', 'none', 'done', 'done']);
    expect(done).toEqual(['tick', 'copy', 'tick', 'copy']);
  });

  it('goes on after a round that failed, and after a log that can not be opened', async () => {
    let looks = 0;
    const casework: Casework = {
      tick: async () => {
        if (looks < 3) throw new Error('the disk is full');
        return quiet;
      },
      copy: async () => {},
    };
    const ends = await endsOf(3, () => {
      looks += 1;
      if (looks === 1) throw new Error('no log');
      return casework;
    });
    expect(ends.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'done']);
  });

  it('hands over what a round could not do', async () => {
    const troubles = [{ what: 'send reminders', error: new Error('no') }];
    const [end] = await endsOf(1, () => ({
      tick: async () => ({ ...quiet, troubles }),
      copy: async () => {},
    }));
    expect(end).toMatchObject({ outcome: 'done', round: { troubles } });
  });
});
