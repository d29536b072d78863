import { describe, expect, it } from 'vitest';
import { hasDigit, hasDigitIn, normaliseBytes, normaliseNumber } from './number.ts';

/** The text amid other bytes. */
function inBytes(raw: string): [view: DataView, start: number, end: number] {
  const bytes = Buffer.from(`7${raw}7`);
  return [new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 1, bytes.length - 1];
}

const cases: Record<string, readonly (readonly [raw: string, number: number])[]> = {
  'reads domestic numbers in every form a switch gives them': [
    ['2025550123', 12025550123],
    ['12025550123', 12025550123],
    ['+12025550123', 12025550123],
    ['+1 (202) 555-0123', 12025550123],
    ['(202) 555-0123', 12025550123],
    ['202.555.0123', 12025550123],
    [' 202/555 0123 ', 12025550123],
    ['1-202-555-0123', 12025550123],
    ['\u202a+1\u00a0202\u2011555\u20110123\u202c', 12025550123],
    ['2025550123#', 12025550123],
  ],
  'reads URIs without their parameters': [
    ['sip:+12025550123;npdi@host;user=phone', 12025550123],
    ['sip:2025550123@10.0.0.1:5060', 12025550123],
    ['SIPS:+442079460123@example.com', 442079460123],
    ['"ACME 24" <sip:+12025550123@10.0.0.1>;tag=as58f4201b', 12025550123],
    ['<sip:2025550123@10.0.0.1;transport=udp>', 12025550123],
    ['"Name <1>" <2025550123>', 12025550123],
    ['tel:+1-202-555-0123;phone-context=example.com', 12025550123],
    ['tel:5550123;phone-context=+1202', 5550123],
    ['sip:+12025550123;rn=+12025550000;npdi@host', 12025550123],
    ['tel:+1-202-555-0123;rn=+1-202-555-0000;npdi', 12025550123],
    ['sip:%2B12025550123@host', 12025550123],
    ['sip:+12025550123:secret@host', 12025550123],
    ['12025550123@10.0.0.1', 12025550123],
    ['sip:+12025550123', 12025550123],
    ['sip:911@10.0.0.1', 911],
  ],
  'reads international numbers behind a prefix that can mean nothing else': [
    ['011442079460123', 442079460123],
    ['011 44 20 7946 0123', 442079460123],
    ['+011442079460123', 442079460123],
    ['00442079460123', 442079460123],
    ['9011442079460123', 442079460123],
    ['01112025550123', 12025550123],
    ['011123456789012345', 123456789012345],
    ['+442079460123', 442079460123],
  ],
  'leaves alone what can be read two ways': [
    ['912025550123', 912025550123],
    ['92025550123', 92025550123],
    ['442079460123', 442079460123],
    ['+2025550123', 2025550123],
    ['1025550123', 1025550123],
    ['2021550123', 2021550123],
    ['0112345', 112345],
    ['123456789012345', 123456789012345],
  ],
  'keeps short numbers': [
    ['5550123', 5550123],
    ['555-0123', 5550123],
    ['911', 911],
    ['411', 411],
    ['100', 100],
    ['1', 1],
    ['0100', 100],
    ['*98', 98],
    ['*72', 72],
  ],
  'drops service codes before a number': [
    ['*672025550123', 12025550123],
    ['*67 (202) 555-0123', 12025550123],
    ['*6712025550123', 12025550123],
    ['*67011442079460123', 442079460123],
    ['#31#2025550123', 12025550123],
    ['*31#+442079460123', 442079460123],
    ['*675550123', 5550123],
  ],
  'gives 0 where there is no usable number': [
    ['', 0],
    ['   ', 0],
    ['+', 0],
    ['anonymous', 0],
    ['Anonymous <sip:anonymous@anonymous.invalid>', 0],
    ['sip:10.0.0.1:5060', 0],
    ['sip:gateway.example.com', 0],
    ['sip:alice24@10.0.0.1', 0],
    ['Restricted', 0],
    ['Unavailable', 0],
    ['unknown', 0],
    ['ACME BANK', 0],
    ['1-800-FLOWERS', 0],
    ['Łódź 24', 0],
    ['1234567890123456', 0],
    ['+1234567890123456', 0],
    ['0111234567890123456', 0],
    ['%%%', 0],
  ],
};

describe('normaliseNumber', () => {
  it.each(Object.entries(cases))('%s', (_, pairs) => {
    expect(pairs.map(([raw]) => [raw, normaliseNumber(raw)])).toEqual(pairs);
    expect(pairs.map(([raw]) => [raw, normaliseBytes(...inBytes(raw))])).toEqual(pairs);
  });

  it('answers any text with a safe integer of at most 15 digits', () => {
    const signs = [
      '0',
      '1',
      '9',
      '2',
      '5',
      '+',
      '*',
      '#',
      '<',
      '>',
      '@',
      ';',
      ':',
      '%',
      'a',
      '"',
      ' ',
      '-',
      '\u{1f4de}',
    ];
    let seed = 7;
    const next = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed >> 8;
    };
    for (let round = 0; round < 20_000; round += 1) {
      const signed = Array.from({ length: next() % 20 }, () => signs[next() % signs.length]).join('');
      const raw = round % 3 === 0 ? `sip:+120255501${signed}` : round % 3 === 1 ? `sip:${signed}@h` : signed;
      const number = normaliseNumber(raw);
      expect(Number.isSafeInteger(number) && number >= 0 && number < 1e15, raw).toBe(true);
      if (number > 0) expect(hasDigit(raw), raw).toBe(true);
      expect(normaliseBytes(...inBytes(raw)), raw).toBe(number);
      expect(hasDigitIn(...inBytes(raw)), raw).toBe(hasDigit(raw));
    }
  });
});

describe('hasDigit', () => {
  it("looks at the party's own part only", () => {
    expect(['100', '*98', 'sip:1@host', 'tel:911', '"24" <sip:5@h>', 'x1'].map(hasDigit)).toEqual(
      Array(6).fill(true),
    );
    expect(
      ['', 'anonymous', 'sip:alice@10.0.0.1', '"24" <sip:alice@h>', '+', 'alice@h1'].map(hasDigit),
    ).toEqual(Array(6).fill(false));
  });
});
