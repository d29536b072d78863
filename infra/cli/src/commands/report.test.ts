import { describe, expect, it } from 'vitest';
import { coveredBy } from './report.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const at = (text: string) => Date.parse(text);

describe('what a report covers', () => {
  it('is whole days, the last one included, as of now', () => {
    expect(coveredBy({ from: '2026-01-01', to: '2026-03-31', 'as-of': undefined }, now)).toEqual({
      from: at('2026-01-01T00:00:00Z'),
      to: at('2026-04-01T00:00:00Z'),
      as_of: now,
    });
  });

  it('is exact where times have a zone', () => {
    const options = {
      from: '2026-01-01T00:00:00-05:00',
      to: '2026-02-01T00:00:00-05:00',
      'as-of': '2026-04-01',
    };
    expect(coveredBy(options, now)).toEqual({
      from: at('2026-01-01T05:00:00Z'),
      to: at('2026-02-01T05:00:00Z'),
      as_of: at('2026-04-01T00:00:00Z'),
    });
  });

  it('is a single day where both are the same', () => {
    const { from, to } = coveredBy({ from: '2026-03-08', to: '2026-03-08', 'as-of': undefined }, now);
    expect(to - from).toBe(86_400_000);
  });

  it.each([
    [{ from: '2026-03-02', to: '2026-03-01', 'as-of': undefined }, '--to must lie after --from'],
    [{ from: '2026-03-02', to: '2026-03-03', 'as-of': '2026-03-02' }, '--as-of must lie after --from'],
    [{ from: '2026-06-01', to: '2026-06-03', 'as-of': undefined }, 'the period has not begun yet'],
    [{ from: '2026-03-02', to: '2026-03-03', 'as-of': '2026-06-01' }, '--as-of must not lie in the future'],
    [{ from: 'March', to: '2026-06-03', 'as-of': undefined }, '--from takes a time'],
  ])('refuses %o', (options, message) => {
    expect(() => coveredBy(options, now)).toThrow(message);
  });
});
