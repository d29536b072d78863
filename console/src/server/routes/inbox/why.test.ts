import { describe, expect, it } from 'vitest';
import { lengthInWords, type Reasoned, whyOf } from './why.ts';

const hour = 3_600_000;
const now = 100 * hour;
const base: Reasoned = {
  kind: 'draft',
  provider: 'acme',
  detail: '',
  since_ms: now - 2 * hour,
  due_ms: null,
  reminders: 0,
  verdict: '',
  hours: [],
};
const why = (row: Partial<Reasoned>) => whyOf({ ...base, ...row }, { now, longest_pending_ms: 3 * hour });

describe('a row says why it is in the inbox', () => {
  it.each<[Partial<Reasoned>, string]>([
    [{}, 'The request to acme has waited 2 h for approval'],
    [{ verdict: 'dismissed' }, 'The candidate was dismissed: the request to acme can only be withdrawn'],
    [{ kind: 'overdue', reminders: 2 }, 'acme is overdue by 2 h; 2 reminders'],
    [{ kind: 'due', since_ms: now + 90 * 60_000 }, 'acme must answer within 1 h 30 min; no reminder yet'],
    [{ kind: 'undelivered', detail: 'approved' }, 'Approved 2 h ago, and did not go out to acme'],
    [{ kind: 'undelivered', detail: 'bounced' }, 'The message to acme came back 2 h ago'],
    [
      { kind: 'contradicted', detail: 'b has no record' },
      "acme's answer contradicts records: b has no record",
    ],
    [{ kind: 'stuck', provider: '' }, 'Nobody is to be asked, and the traceback has been open for 2 h'],
    [{ kind: 'stuck' }, 'acme is to be asked, and no request has been under way for 2 h'],
    [{ kind: 'case', detail: 'no owner' }, 'Nobody works on it'],
    [{ kind: 'pending' }, 'Waits for records that are still to come, for 1 h at most'],
    [
      { kind: 'pending', since_ms: now - 4 * hour },
      'Waits for records that are still to come; it opens with the next round of detection',
    ],
    [
      { kind: 'ongoing', hours: [100, 240, 12] },
      'No verdict; 240 calls in the last whole hour, up from 100 before',
    ],
    [{ kind: 'ongoing', hours: [0, 0, 12] }, 'No verdict; new in the newest hour, 12 calls so far'],
    [{ kind: 'ongoing' }, 'No verdict'],
  ])('%j', (row, expected) => {
    expect(why(row)).toBe(expected);
  });

  it('and shows texts of providers as text', () => {
    expect(why({ provider: 'a\u202eb\n' })).toBe('The request to a\\u{202e}b\\n has waited 2 h for approval');
  });
});

it.each([
  [0, '0 min'],
  [-5, '0 min'],
  [59 * 60_000, '59 min'],
  [hour, '1 h'],
  [25 * hour, '1 d 1 h'],
  [48 * hour, '2 d'],
])('%i ms are %s', (ms, words) => {
  expect(lengthInWords(ms)).toBe(words);
});
