import { seeded } from '@ringtrace/platform/seeded';
import { describe, expect, it } from 'vitest';
import { hasDigit, hasDigitIn, isDamagedIn, normaliseBytes, normaliseNumber } from './number.ts';
import { isDamaged } from './signalled.ts';

/** The bytes of a text with other bytes around them. */
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
  'never reads the digits that are left of a number of which some are hidden': [
    ...['+1202555****', '1202555XXXX', '+1202555xxxx', '1202555####', '120255501??', '+1 202 555-****'],
    ...['2025550…', '202555**12', '+1202555••••', '1202555—', '1202555__', '202-555-____', '1202555....'],
    ...[
      '+1202<masked>',
      'REDACTED',
      '1202555＊＊＊＊',
      '+1202555×××',
      '****0123',
      '######0123',
      '1202555012#',
    ],
    ...[
      '+1202555012#',
      '*2025550123',
      '*12025550123',
      '1202555+123',
      '+1 202 555 - - - -',
      '########',
      '#N/A',
    ],
    ...['sip:+1202555****@host', '"A" <sip:1202555????@host>', 'tel:+1202555****', '*67202555****'],
  ].map((raw) => [raw, 0] as const),
  'keeps what is dialled with a star or a hash': [
    ['*9720', 9720],
    ['**201', 201],
    ['#1234', 1234],
    ['911#', 911],
    ['5550123#', 5550123],
  ],
  'reads numbers that a spreadsheet or a program wrote as decimals': [
    ['12025550123.0', 12025550123],
    ['2025550123.00', 12025550123],
    ['12025550123,0', 12025550123],
    ['12025550123.000000', 12025550123],
    ['12,025,550,123', 12025550123],
    ['12,025,550,123.00', 12025550123],
    ['12.025.550.123,00', 12025550123],
    ['1.202.555.0123', 12025550123],
    ['202.555.0000', 12025550000],
    ['2025550123.', 12025550123],
    ['="12025550123"', 12025550123],
    ["'12025550123", 12025550123],
    ['\\+12025550123', 12025550123],
    ['1.2025550123E+10', 12025550123],
    ['1,2025550123e10', 12025550123],
    ['2025550123.5', 0],
    ['1;2025550123E+10', 12025550123],
    ['1.2025550123 E+10', 12025550123],
    ['1.2025550123D+10', 12025550123],
    ['1.2025550123×10^10', 12025550123],
    ['1.20255501230×10¹⁰', 12025550123],
    ['0.2025550123E+10', 12025550123],
    ['12025550123E+0', 12025550123],
    ['5.550123E+06', 5550123],
    ['sip:1.2025550123E+10@host', 12025550123],
    ['1.20256E+10', 0],
    ['4.41632961E+11', 0],
    ['1;20256E+10', 0],
    ['1:20256E+10', 0],
    ['1 20256E+10', 0],
    ['120256E+5', 0],
    ['1.3E+01', 0],
    ['1.20256×10^10', 0],
    ['1/1/2026', 0],
    ['1/1/2026 0:00', 0],
    ['Jan-25', 0],
    ['202/555/0123', 12025550123],
    ['1/202/555/0123', 12025550123],
    ['1-202-555-0123', 12025550123],
    ['2026-01-01', 20260101],
  ],
  'reads the whole number and nothing more': [
    ['2025550123,,5', 12025550123],
    ['2025550123;ext=5', 12025550123],
    ['+44 (0)20 7946 0123', 442079460123],
    ['+39 (0)6 1234 5678', 390612345678],
    ['2025550123/2025550124', 0],
  ],
  'takes a number in the label of a URI that names a host alone': [
    ['"12025550123" <sip:192.0.2.2:5060;user=phone>', 12025550123],
    ["'12025550123'<sip:192.0.2.2:5060;user=phone>;tag=x", 12025550123],
    ['"(202) 555-0123" <sip:gw.example.com>', 12025550123],
    ['"12025550123" <sip:anonymous@anonymous.invalid>', 0],
    ['"12025550123" <sip:3125550100@192.0.2.2>', 13125550100],
    ['"ACME 24" <sip:192.0.2.2>', 0],
    ['"1234" <sip:192.0.2.2>', 0],
  ],
  'knows the codes for a withheld number': [
    ...['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '266696687', '86282452253'].map(
      (raw) => [raw, 0] as const,
    ),
    ['sip:+266696687@host', 0],
    ['011266696687', 0],
    ['7378742833', 17378742833],
    ['+17378742833', 17378742833],
    ['8656696', 8656696],
  ],
};

describe('normaliseNumber', () => {
  it.each(Object.entries(cases))('%s', (_, pairs) => {
    expect(pairs.map(([raw]) => [raw, normaliseNumber(raw)])).toEqual(pairs);
    expect(pairs.map(([raw]) => [raw, normaliseBytes(...inBytes(raw))])).toEqual(pairs);
  });

  it('returns an integer of at most 15 digits for any text', () => {
    const characters = [
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
      const signed = Array.from({ length: next() % 20 }, () => characters[next() % characters.length]).join(
        '',
      );
      const raw = round % 3 === 0 ? `sip:+120255501${signed}` : round % 3 === 1 ? `sip:${signed}@h` : signed;
      const number = normaliseNumber(raw);
      expect(Number.isSafeInteger(number) && number >= 0 && number < 1e15, raw).toBe(true);
      if (number > 0) expect(hasDigit(raw), raw).toBe(true);
      expect(normaliseBytes(...inBytes(raw)), raw).toBe(number);
      expect(hasDigitIn(...inBytes(raw)), raw).toBe(hasDigit(raw));
    }
  });
});

describe('a number of which digits are hidden', () => {
  it('is 0, wherever they are hidden and by whatever character', () => {
    const { below, pick } = seeded(5);
    const forms = [
      '+12025550123',
      '12025550123',
      '2025550123',
      '(202) 555-0123',
      '+44 20 7946 0123',
      '011442079460123',
    ];
    const masks = ['*', '#', '?', 'x', 'X', '_', '•', '…', '●', '█', '×', '~', '!', '$', '\uff0a'];
    for (let round = 0; round < 5_000; round += 1) {
      const form = pick(forms);
      const digitsAt = [...form].flatMap((character, at) => (at > 0 && /\d/.test(character) ? [at] : []));
      const from = below(digitsAt.length);
      const hidden = digitsAt.slice(from, from + 1 + below(digitsAt.length - from));
      const mask = pick(masks);
      const raw = [...form].map((sign, at) => (hidden.includes(at) ? mask : sign)).join('');
      expect({ raw, number: normaliseNumber(raw) }).toEqual({ raw, number: 0 });
    }
  });
});

describe('a number that a spreadsheet damaged', () => {
  it.each([
    ...[
      '1.31256E+10',
      '1,31256E+10',
      '1.31256e10',
      '1.31E+010',
      '4.479E+11',
      '2E+10',
      '13.1256E+9',
      '="1.31256E+10"',
      '1.31256E+10     ',
      '1.31256E+10\u00A0\u00A0\u00A0',
      "'1.31256E+010'  \t",
    ],
    ...[';', ':', "'", ' ', '_', '·', '٫', '-', '/'].map((point) => `1${point}20256E+10`),
    ...['1.20256 E+10', '1.20256E +10', '1.20256E+ 10', '1.20256 E + 010', '\u202a1.20256E+10\u202c'],
    ...['120256E+5', '12025655E+03', '1.3E+01', '9.11E+02', '1.2E-10', '0.12E+11', '1.20255501235E+10'],
    ...['1.20256D+10', '1.20256d10', '1,20256D+010', '120256D+5'],
    ...['1.20256×10^10', '1.20256 x 10^10', '1.20256*10^+10', '1,20256·10**10', '12×10^9', '1.20256×10¹⁰'],
    ...['1/1/2026', '01/31/2026', '31/12/1999', '="1/1/2026"', '1/1/2026 0:00', '1/1/2026 10:00:00 PM'],
    ...['Jan-25', '25-Jan', '25-Jan-26', '1-Sep-2026', 'Sept-25', 'May-2025', '"Dec-01" '],
  ])('%s is told', (raw) => {
    expect([isDamaged(raw), isDamagedIn(...inBytes(raw))]).toEqual([true, true]);
  });

  it.each([
    '1.3125550123E+10',
    '5E10',
    'E10',
    '12025550123',
    'ACME 2E',
    '1.5E',
    '2-5E10',
    '12/3e4',
    '2E-10',
    '1@2E+10',
    '1..2E+10',
    '1.20256E+10 x',
    '1;2025550123E+10',
    '120255501×10^2@host',
    '202-555-0123',
    '1-202-555-0123',
    '202/555/0123',
    '1/202/555/0123',
    '13/13/2026',
    '1/1/5550',
    '2026-01-01',
    '1/1/2026@host',
    'mar-12',
    'Jan',
    'MAR-12',
    'January 25',
    'Maybe-25',
    '202-555-0123 x10',
    '12025550123/12025550124',
    'REDACTED-0123',
    '12025550241.5',
    '0x2CCB1E2A1',
    'sip:1.2E+10@host',
    'sip:Jan-25@host',
    '',
    'E',
    'anonymous',
  ])('%s is not taken for one', (raw) => {
    expect([isDamaged(raw), isDamagedIn(...inBytes(raw))]).toEqual([false, false]);
  });

  it('is recognised in strings and in bytes alike, whatever surrounds it', () => {
    const { below, pick } = seeded(31);
    const around = [
      ' ',
      '\t',
      '\n',
      '\u00A0',
      '\u2003',
      '\u3000',
      '\uFEFF',
      '"',
      "'",
      '=',
      '+',
      '\u0085',
      'x',
      '1',
    ];
    const some = () => Array.from({ length: below(8) }, () => pick(around)).join('');
    const numbers = [
      '1.31256E+10',
      '1,3e010',
      '2E+100',
      '1.3E10',
      '1.3E+1000',
      '1.3E',
      '1;20256E+10',
      '1.20256 E + 010',
      '120256D+5',
      '1.20256 × 10 ^ 10',
      '1.20256*10** 010',
      '1.20256x10¹⁰',
      '1/1/2026',
      '31/12/2026 10:00:00 PM',
      'Jan-25',
      '25-Sept-2026',
      '25-Jan',
      '202-555-0123',
      '5E10',
      '1.3125550123E+10',
    ];
    let damaged = 0;
    for (let round = 0; round < 5_000; round += 1) {
      const raw = some() + pick(numbers) + some();
      if (isDamaged(raw)) damaged += 1;
      expect({ raw, is: isDamagedIn(...inBytes(raw)) }).toEqual({ raw, is: isDamaged(raw) });
    }
    expect(damaged).toBeGreaterThan(100);
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
