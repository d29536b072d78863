import { describe, expect, it } from 'vitest';
import { masked, redacted, redactor } from './numbers.ts';

describe('a masked number', () => {
  it.each([
    [13_035_551_234, '1303555xxxx'],
    [442_079_460_123, '44207946xxxx'],
    [411, 'xxx'],
  ])('%i is %s', (number, shown) => {
    expect(masked(number)).toBe(shown);
  });
});

describe('a text', () => {
  const hide = redactor({ hide: [13_035_551_234, 442_079_460_123], show: [12_125_550_100] });

  it.each([
    ['called 13035551234 twice', 'called 1303555xxxx twice'],
    ['called (303) 555-1234.', 'called (303) 555-xxxx.'],
    ['+1.303.555.1234', '+1.303.555.xxxx'],
    ['+1 – 303 – 555 – 1 2 3 4', '+1 – 303 – 555 – x x x x'],
    ['３０３５５５１２３４ and ٣٠٣٥٥٥١٢٣٤', '３０３５５５xxxx and ٣٠٣٥٥٥xxxx'],
    ['020 7946 0123', '020 7946 xxxx'],
    ['id99303555123499', 'id99303555xxxx99'],
    ['+44 20 7946 0123', '+44 20 7946 xxxx'],
    ['303\u2011555\u20111234', '303\u2011555\u2011xxxx'],
    ['303\u200b555\u22121234', '303\u200b555\u2212xxxx'],
    ['303\u00b7555\u00b71234', '303\u00b7555\u00b7xxxx'],
    ['303\u{e0020}555\u{e0020}1234', '303\u{e0020}555\u{e0020}xxxx'],
    ['another: 646-555-0199', 'another: 646-555-xxxx'],
    ['abroad: +4930123456', 'abroad: +493012xxxx'],
    ['the caller 212-555-0100 and 12125550100', 'the caller 212-555-0100 and 12125550100'],
    ['at 2026-03-02T15:00:00.000Z', 'at 2026-03-02T15:00:00.000Z'],
    ['on 2026-03-02 15:00 UTC', 'on 2026-03-02 15:00 UTC'],
    ['on 2026-03-02 3035551234', 'on 2026-03-02 303555xxxx'],
    ['OCN 123A, 48 calls, 1772463600000', 'OCN 123A, 48 calls, 1772463600000'],
  ])('%s becomes %s', (text, shown) => {
    expect(hide(text)).toBe(shown);
  });

  it('keeps short numbers: looked for in texts, they would spoil times and ids', () => {
    const short = redactor({ hide: [911, 411] });
    expect(short('bw911 at 2026-03-03T18:59:09.110Z, 04:11:00')).toBe(
      'bw911 at 2026-03-03T18:59:09.110Z, 04:11:00',
    );
  });

  it('keeps runs of digits that are shorter than any number', () => {
    const both = redactor({ hide: [4_930_123], show: [12_125_550_100] });
    expect(both('493012, 4 9 3 0 1 2 and a4930b123')).toBe('493012, 4 9 3 0 1 2 and a4930b123');
    expect(both('4930123, +123456 and +1234567')).toBe('493xxxx, +123456 and +123xxxx');
  });

  it('loses known numbers alone where nothing is said of the others', () => {
    const known = redactor({ hide: [13_035_551_234] });
    expect(known('3035551234 and 6465550199')).toBe('303555xxxx and 6465550199');
  });
});

describe("an event's data", () => {
  const data = {
    call: { calling_number: 12_125_550_100, called_number: 13_035_551_234, window_s: 60 },
    bytes: [{ form: 'text', sha256: 'ab' }],
    note: ['to 303 555 1234'],
    candidate_id: 't-3035551234',
  };

  it('shows neither the number nor a digest over it', () => {
    const redact = redactor({ hide: [13_035_551_234], show: [12_125_550_100] });
    expect(redacted(data, { redact, digests: false, masks: false })).toEqual({
      call: { calling_number: '12125550100', called_number: '1303555xxxx', window_s: 60 },
      note: ['to 303 555 xxxx'],
      candidate_id: 't-3035551234',
    });
  });

  it('stays as it is where nothing is hidden', () => {
    expect(redacted(data, { redact: undefined, digests: true, masks: false })).toEqual(data);
  });
});
