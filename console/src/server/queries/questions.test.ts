import { describe, expect, it } from 'vitest';
import { askedOf, questions } from './questions.ts';

const call = { calling_number: 12_025_550_100, call_ms: Date.parse('2026-07-01T23:59:55Z') };

describe('the questions of the documentation', () => {
  it('are all there', () => {
    expect(questions().map(({ question }) => question.split('.')[0])).toEqual(
      Array.from({ length: 10 }, (_, i) => String(i + 1)),
    );
  });

  it('are asked about the call and the day that the store holds', () => {
    const asked = questions().map((one) => askedOf(one, call).sql);
    const all = asked.join('\n');
    expect(all).not.toMatch(/2026-03-0|17037392075|13034407048/);
    expect(asked[1]).toContain("start_time >= '2026-07-01' AND start_time < '2026-07-02'");
    // Ten seconds each way, over midnight.
    expect(asked[8]).toContain("BETWEEN '2026-07-01 23:59:45' AND '2026-07-02 00:00:05'");
    expect(asked[0]).toContain(
      'SELECT called_number FROM traceback_candidates WHERE calling_number = 12025550100',
    );
  });

  it('keep the numbers of the documentation where no candidate is known', () => {
    const [first] = questions();
    expect(first && askedOf(first, { ...call, calling_number: 0 }).sql).toContain('13034407048');
  });
});
