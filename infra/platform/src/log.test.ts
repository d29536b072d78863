import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(entry: object): string {
  let line = '';
  const log = createLog('test', 'info', {
    write: (text) => {
      line += text;
    },
  });
  log.info(entry, 'text');
  return line;
}

it('escapes what could deceive a terminal, in JSON with the same value', () => {
  const text = 'x\nAsk next\u001b[2J\u009b\u202e\u2028\u200b';
  const line = logged({ carrier: text });
  expect(line).toContain(String.raw`x\nAsk next\u001b[2J\u009b\u202e\u2028\u200b`);
  expect(JSON.parse(line).carrier).toBe(text);
  expect(line.endsWith('}\n')).toBe(true);
});

describe('the log hides', () => {
  const row = { called_number: '3125550199', carrier: 'acme' };

  it.each([
    [row],
    [{ row }],
    [{ rows: [row] }],
    [{ batch: { rows: [row] } }],
    [{ user: { password: '3125550199' } }],
  ])('%j', (entry) => {
    const line = logged(entry);
    expect(line).toContain('[hidden]');
    expect(line).not.toContain('3125550199');
  });

  it('what an error carries besides its type, code, message and stack', () => {
    const error = Object.assign(new TypeError('Cannot parse'), {
      code: '27',
      rows: [{ caller: '3125550199' }],
      sql: "SELECT '3125550199'",
      cause: new Error('row +13125550199'),
    });
    const { err } = JSON.parse(logged({ err: error }));
    expect(err).toEqual({
      type: 'TypeError',
      code: '27',
      message: 'Cannot parse',
      stack: expect.stringMatching(/^\s+at .*log\.test\.ts/),
      cause: { type: 'Error', message: 'row +[number]', stack: expect.any(String) },
    });
  });

  it.each(['parsed text: "13125550199"', 'to (312) 555-0199 at', '312-555-0199'])(
    'the number in %s',
    (text) => {
      for (const entry of [{ err: new Error(text) }, { err: text }, { error: new Error(text) }]) {
        const line = logged(entry);
        expect(line).toContain('[number]');
        // Digits of the log line's own time may match, so only the first ones are looked for.
        expect(line).not.toMatch(/555\W?0199/);
      }
    },
  );

  it('the end of a long message, not an address or a short number', () => {
    expect(logged({ err: 'x'.repeat(5_000) }).length).toBeLessThan(700);
    const text = 'connect ECONNREFUSED 192.168.100.200:19092, code 252';
    expect(logged({ err: text })).toContain(text);
  });
});
