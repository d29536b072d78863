import { memoryLog } from '@ringtrace/cases/log/log.fixture';
import { ref } from '@ringtrace/cases/model/ids';
import { beforeEach, describe, expect, it } from 'vitest';
import { readingOf } from './hand-reading.ts';
import { tracebackInWords } from './tell.ts';

let log: ReturnType<typeof memoryLog>['log'];
beforeEach(() => {
  log = memoryLog().log;
});

const traceback = () =>
  log.transact({ name: 'anna', reason: '' }, (w) =>
    w.append(ref('traceback', 'tb-1'), {
      type: 'traceback_opened',
      data: {
        case_id: 'case-1',
        call: { calling_number: 12_125_550_100, called_number: 13_035_551_234, call_time: 0, window_s: 60 },
        hops: [],
        ask: 'acme',
      },
    }),
  );
const quietly = { numbers: undefined, as: undefined, reason: undefined };

describe('a thing that a command shows', () => {
  it('has called numbers masked, and the log notes nothing', () => {
    const standing = traceback();
    const { called, json } = readingOf(log, quietly, 'traceback tb-1', standing);
    const text = tracebackInWords(standing, [], called) + JSON.stringify([standing].map(json));
    expect(text).toContain('+1303555xxxx');
    expect(text).toContain('12125550100');
    expect(text).not.toContain('13035551234');
    expect(log.last()?.type).toBe('traceback_opened');
  });

  it('has them in full where somebody asks, and the log notes who', () => {
    const standing = traceback();
    const asked = { numbers: true, as: 'ben', reason: 'to call back' } as const;
    const { called, json } = readingOf(log, asked, 'traceback tb-1', standing);
    const text = tracebackInWords(standing, [], called) + JSON.stringify([standing].map(json));
    expect(text).not.toContain('xxxx');
    expect(log.last()).toMatchObject({
      type: 'numbers_read',
      actor: 'ben',
      reason: 'to call back',
      data: '{"what":"traceback tb-1","numbers":1}',
    });
  });
});
