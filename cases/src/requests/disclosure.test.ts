import { describe, expect, it } from 'vitest';
import { type RequestFacts, requestFacts } from '../model/request.ts';
import { assertHidden } from './disclosure.ts';
import { formsOf } from './forms.ts';
import { exampleFacts, exampleLetter } from './letter.fixture.ts';
import { messageOf } from './message.ts';

/** The path of the example's call: only 'acme' is asked, and only 'lakeside' named it. */
const others = [
  { provider: 'terminal-one', names: ['Terminal One Wireless', 'TOW'] },
  { provider: 'gateway.net', names: ['Gateway (Global) Ltd.'] },
  { provider: 'origin_co', names: ['Origin Company', ''] },
];

const textsIn = (facts: RequestFacts): number => {
  let texts = 0;
  JSON.stringify(facts, (_, value) => {
    if (typeof value === 'string') texts += 1;
    return value;
  });
  return texts;
};

/** The facts with another text in the place of the n-th. */
const withText = (facts: RequestFacts, n: number, text: string): RequestFacts => {
  let at = 0;
  const changed = JSON.stringify(facts, (_, value) =>
    typeof value === 'string' && at++ === n ? text : value,
  );
  return requestFacts.parse(JSON.parse(changed));
};

describe('disclosure', () => {
  it('is guarded in each text of the facts: whatever a form would tell of another hop is refused', () => {
    for (let n = 0; n < textsIn(exampleFacts); n++) {
      const facts = withText(exampleFacts, n, 'terminal-one');
      const [asked] = exampleLetter.asked.map((one) => ({ ...one, facts }));
      const forms = formsOf(messageOf({ ...exampleLetter, asked: asked === undefined ? [] : [asked] }));
      for (const form of [forms.text, forms.json, forms.html])
        expect(form, `text ${n}`).toContain('terminal-one');
      expect(() => assertHidden(facts, others), `text ${n}`).toThrow("the provider 'terminal-one'");
    }
  });

  it('has no place in a request: not for the number of hops, the case or the traceback', () => {
    const { json } = formsOf(messageOf(exampleLetter));
    expect(Object.keys(JSON.parse(json).requests[0])).toEqual([
      'request',
      'call',
      'question',
      'reasons',
      'volume',
      'named_by',
      'due',
      'answer_at',
    ]);
  });

  it('passes facts that name the asked provider and the one below', () => {
    expect(() => assertHidden(exampleFacts, others)).not.toThrow();
  });

  it.each([
    ['an id', { reasons: ['it came from terminal-one.'] }, 'terminal-one'],
    ['a name, in other capitals', { reasons: ['x', 'ORIGIN COMPANY signed it'] }, 'origin_co'],
    ['a name with signs', { named_how: 'as Gateway (Global) Ltd. said' }, 'gateway.net'],
    ['a short name', { named_how: '(TOW)' }, 'terminal-one'],
    ['the hop that named it', { named_by: 'gateway.net' }, 'gateway.net'],
  ])('refuses facts with %s', (_, change, provider) => {
    expect(() => assertHidden({ ...exampleFacts, ...change }, others)).toThrow(
      `the request names the provider '${provider}', which is another hop of this call`,
    );
  });

  const numbered = [
    { provider: '529', names: [] },
    { provider: '30', names: ['Lake'] },
  ];

  it.each([
    '6,529 calls in an hour',
    '529,000 calls',
    '1.529 calls',
    '12’529 calls',
    'on 2026-05-30 at 14:30',
    '30% of answered calls end within 6 s',
    'up to 30 % is usual',
  ])('does not take a part of a number for an id: %s', (reason) => {
    expect(() => assertHidden({ ...exampleFacts, reasons: [reason] }, numbered)).not.toThrow();
  });

  it.each(['529 handed it over', 'it came from 529.', 'by 529, 600 and others', '(30)'])(
    'finds an id of digits: %s',
    (reason) => {
      expect(() => assertHidden({ ...exampleFacts, reasons: [reason] }, numbered)).toThrow(
        'names the provider',
      );
    },
  );

  it("does not take a part of the neighbour's id for a name", () => {
    const facts = { ...exampleFacts, named_by: 'lake-side' };
    expect(() => assertHidden(facts, numbered)).not.toThrow();
  });

  it('does not take a part of a word for a name', () => {
    expect(() =>
      assertHidden({ ...exampleFacts, reasons: ['calls to towns, gatewayXnet'] }, others),
    ).not.toThrow();
  });
});
