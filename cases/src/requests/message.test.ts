import { seeded } from '@ringtrace/platform/seeded';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { answerKinds } from '@ringtrace/schemas/casework/words';
import { describe, expect, it } from 'vitest';
import { type Forms, formsOf, subjectOf } from './forms.ts';
import { exampleFacts, exampleLetter } from './letter.fixture.ts';
import { type Letter, messageOf } from './message.ts';

const [example] = exampleLetter.asked;
if (example === undefined) throw new Error('the example asks nothing');
const formsFor = (change: Partial<Letter>) => formsOf(messageOf({ ...exampleLetter, ...change }));
const withFacts = (facts: Partial<typeof exampleFacts>) =>
  formsFor({ asked: [{ ...example, facts: { ...exampleFacts, ...facts } }] });
const all = (forms: Forms) => Object.entries(forms);

describe('a message', () => {
  it('says all that the provider needs, in each form', () => {
    for (const [form, text] of all(formsFor({}))) {
      for (const part of [
        'req-7k3f9q2m4d',
        'bat-4c8e1k7n2q',
        '+12025550123',
        '+13125550188',
        '4,100 calls in an hour show this number',
        'Lakeside Telephone',
        'its record of the call names you as the upstream',
        'Example Traceback Group',
        'traceback@group.example',
        'Acme Telecom',
        'https://traceback.example/answer/token',
        'America/Chicago',
        'ringtrace.answer/1',
      ])
        expect(text, form).toContain(part);
      expect(text, form).toMatch(form === 'json' ? /1234\b/ : /1,234 suspicious calls/);
    }
  });

  it("tells every time in UTC and in the provider's zone, on both sides of a change of the clock", () => {
    const { text, json, html } = formsFor({});
    for (const time of [
      ['2026-03-07 20:30:00 UTC', '2026-03-07 14:30:00 -06:00 America/Chicago'],
      ['2026-03-07 19:30:00 UTC to 2026-03-07 21:30:00 UTC', '2026-03-07 13:30:00 -06:00 America/Chicago to'],
      ['2026-03-10 13:00:00 UTC', '2026-03-10 08:00:00 -05:00 America/Chicago'],
    ].flat())
      expect([text.includes(time), html.includes(time)], time).toEqual([true, true]);
    expect(requestMessage.parse(JSON.parse(json))).toMatchObject({
      zone: 'America/Chicago',
      requests: [
        {
          call: {
            time: { utc: '2026-03-07T20:30:00Z', local: '2026-03-07T14:30:00-06:00' },
            search: { from: { utc: '2026-03-07T19:30:00Z' }, to: { utc: '2026-03-07T21:30:00Z' } },
          },
          due: { utc: '2026-03-10T13:00:00Z', local: '2026-03-10T08:00:00-05:00' },
        },
      ],
    });
  });

  it('asks a proven origin who its customer is, and leaves every answer open', () => {
    const origin = withFacts({ question: 'customer' });
    for (const form of [origin.text, origin.html]) {
      expect(form).toContain('your own customer made this call. Who is that customer?');
      expect(form).not.toContain('Who sent you this call?');
      for (const kind of answerKinds) expect(form).toContain(kind);
    }
    expect(requestMessage.parse(JSON.parse(origin.json)).requests[0]?.question).toBe('customer');
    for (const form of [formsFor({}).text, formsFor({}).html]) {
      expect(form).toContain('Who sent you this call?');
      expect(form).not.toContain('your own customer made this call');
    }
  });

  it('says that a search before was too little', () => {
    const { call_time } = exampleFacts.call;
    const { text, html, json } = withFacts({ searched_before: { from: call_time - 60_000, to: call_time } });
    for (const form of [text, html]) {
      expect(form).toContain('2026-03-07 20:29:00 UTC to 2026-03-07 20:30:00 UTC');
      expect(form).toContain('search the wider window');
    }
    const [request] = requestMessage.parse(JSON.parse(json)).requests;
    expect(request?.searched_before?.from.utc).toBe('2026-03-07T20:29:00Z');
    expect(formsFor({}).text).not.toContain('wider window');
  });

  it('rounds the window to whole seconds, outward, and tells the time of the call exactly', () => {
    const call = { ...exampleFacts.call, call_time: exampleFacts.call.call_time + 187, window_s: 30 };
    const [request] = requestMessage.parse(JSON.parse(withFacts({ call }).json)).requests;
    expect(request?.call).toMatchObject({
      time: { utc: '2026-03-07T20:30:00.187Z' },
      search: { from: { utc: '2026-03-07T20:29:30Z' }, to: { utc: '2026-03-07T20:30:31Z' } },
    });
  });

  it('batches several requests', () => {
    const other = { ...example, request_id: 'req-2222222222', due_at: example.due_at - 1_000, link: '' };
    const letter = { ...exampleLetter, asked: [example, other] };
    const { text, html } = formsOf(messageOf(letter));
    for (const form of [text, html]) {
      expect(form).toContain('Request 1 of 2: req-7k3f9q2m4d');
      expect(form).toContain('Request 2 of 2: req-2222222222');
    }
    expect(subjectOf(messageOf(letter))).toBe(
      'Traceback request bat-4c8e1k7n2q: 2 calls, answer due 2026-03-10 12:59 UTC',
    );
  });

  it('says that a reminder is one', () => {
    const reminder = { ...exampleLetter, purpose: 'reminder' as const };
    expect(formsOf(messageOf(reminder)).text).toContain('We asked you before');
    expect(formsFor({}).text).not.toContain('We asked you before');
    expect(subjectOf(messageOf(reminder))).toMatch(/^Reminder: traceback request bat-4c8e1k7n2q: 1 call/);
  });

  it('leaves out what is not known, and shows a withheld number as withheld', () => {
    const forms = withFacts({
      call: { ...exampleFacts.call, calling_number: 0 },
      volume: { calls: 0, from: 0, to: 0 },
      named_by: '',
      reasons: [],
    });
    expect(forms.text).toContain('withheld');
    expect(forms.text).not.toContain('Volume');
    expect(forms.text).toContain('the call ended at your subscriber');
    const [request] = requestMessage.parse(JSON.parse(forms.json)).requests;
    expect(request?.call.calling_number).toBeNull();
    expect(request).not.toHaveProperty('volume');
    expect(request).not.toHaveProperty('named_by');
  });

  it('without a link or an address to reply to does not speak of them', () => {
    const { text } = formsFor({ asked: [{ ...example, link: '' }], from: { name: 'G', email: '' } });
    expect(text).not.toMatch(/link|reply/i);
    expect(text).toContain('ringtrace.answer/1');
  });
});

describe('hostile text in a message', () => {
  const hostile = [
    'Eve\r\nBcc: all@victim.example',
    'Request 9 of 9: req-fake\n  Answer at               https://evil.example/',
    '\u202egpj.exe\u2066x\u2069',
    '</td></table><script>alert(1)</script><img src=x onerror=alert(1)>',
    '"><a href="javascript:alert(1)">',
    '&lt;b&gt; &amp;',
    '=HYPERLINK("http://evil.example","x")',
    '\u001b[2J\u0000\u0007\ufeff\u2028\u2029',
    '\\u{202e} \\n',
    '{{7*7}} #{7*7}',
    'a\ud800b',
  ];
  const plain = formsFor({});

  it.each(hostile.map((text) => [JSON.stringify(text), text]))('%s is shown as text', (_, text) => {
    const forms = formsFor({
      to: { provider: 'acme', name: text },
      nameOf: () => text,
      asked: [{ ...example, facts: { ...exampleFacts, reasons: [text], named_how: text } }],
    });
    expect(forms.text.split('\n')).toHaveLength(plain.text.split('\n').length);
    expect(forms.html.split('\n')).toHaveLength(plain.html.split('\n').length);
    expect(tagsOf(forms.html)).toEqual(tagsOf(plain.html));
    for (const [form, written] of all(forms))
      expect(written.replaceAll('\n', ''), form).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    // What a program reads is the text itself.
    expect(requestMessage.parse(JSON.parse(forms.json)).requests[0]?.reasons).toEqual([text]);
  });

  it('holds for random text', () => {
    const random = seeded(23);
    const characters = [...'<>&"\'`=+-@\\\r\n\t\u202e\u2066\u0000{}$%a'];
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 12 }, () => random.pick(characters)).join('');
      const forms = withFacts({ reasons: [text] });
      expect(tagsOf(forms.html), text).toEqual(tagsOf(plain.html));
      expect(forms.text.split('\n'), text).toHaveLength(plain.text.split('\n').length);
      expect(JSON.parse(forms.json).requests[0].reasons).toEqual([text]);
    }
  });

  it('meets a page without scripts, and nothing that is loaded', () => {
    expect(plain.html).not.toMatch(/<script|<img|<link|<iframe|src=|@import|url\(/i);
    expect(plain.html).toContain("default-src 'none'");
  });
});

/** Tags with their attributes, in order. */
const tagsOf = (html: string) => html.match(/<[^>]*>/g);
