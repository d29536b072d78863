import { describe, expect, it } from 'vitest';
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

describe('disclosure', () => {
  it('no form of a request has a byte of another hop, however the path is kept', () => {
    const { text, json, html } = formsOf(messageOf(exampleLetter));
    for (const { provider, names } of others)
      for (const name of [provider, ...names].filter((word) => word !== ''))
        for (const form of [text, json, html])
          expect(form.toLowerCase().includes(name.toLowerCase()), name).toBe(false);
    // Nor how many hops there are, nor which case and traceback it is.
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

  it('does not take a part of a word for a name', () => {
    expect(() =>
      assertHidden({ ...exampleFacts, reasons: ['calls to towns, gatewayXnet'] }, others),
    ).not.toThrow();
  });
});
