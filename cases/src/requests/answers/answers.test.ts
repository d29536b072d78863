import { seeded } from '@ringtrace/platform/seeded';
import { answer, answerFile, answerFormat, type WrittenAnswer } from '@ringtrace/schemas/casework/answer';
import { answerKinds } from '@ringtrace/schemas/casework/words';
import { describe, expect, it } from 'vitest';
import { answerContent } from '../../model/answer.ts';
import { answerColumns } from './csv.ts';
import { readAnswers } from './file.ts';
import type { FileAnswer } from './given.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readAnswers(bytes(text), 'answers');
const json = (...answers: unknown[]) => JSON.stringify({ format: answerFormat, answers });

/** One answer of each kind, with every field that it can have. */
const every: readonly WrittenAnswer[] = [
  {
    request: 'req-1',
    kind: 'upstream',
    upstream: 'Bravo, Inc.',
    country: 'US',
    by: 'Ann "NOC"',
    note: 'two\nlines',
  },
  {
    request: 'req-2',
    kind: 'own_customer',
    customer: {
      name: 'Shady; Calls LLC',
      address: '1 Main St, Springfield',
      email: 'x@shady.example',
      telephone: '+1 202 555 0100',
      country: 'US',
      know_your_customer: 'approved 2026-01-12',
    },
    consent: { claimed: true, evidence: 'none, "on file"' },
  },
  { request: 'req-3', kind: 'own_customer', customer: { name: '=1+1' }, consent: { claimed: false } },
  { request: 'req-4', kind: 'foreign_upstream', upstream: 'Étranger\tSARL', country: 'FR' },
  { request: 'req-5', kind: 'own_gateway', upstream: 'Someone', country: 'IN' },
  {
    request: 'req-6',
    kind: 'no_record',
    searched: { from: '2026-03-20T15:00:00-04:00', to: '2026-03-20T21:00:00.5Z' },
  },
  { request: 'req-7', kind: 'retained_out', kept_days: 0 },
  { request: 'req-8', kind: 'wrong_provider' },
  { request: 'req-9', kind: 'refused', reason: 'a regulator must ask' },
  { request: 'req-10', kind: 'legal_process_required', reason: '\u202edesrever' },
];

const quoted = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;

/** The answers as a spreadsheet would save them. */
function csv(separator: string, lineEnd: string): string {
  const rows = every.map((one) => {
    const flat = new Map<string, unknown>(Object.entries(one));
    if (one.kind === 'own_customer') {
      for (const [part, value] of Object.entries(one.customer))
        flat.set(part === 'know_your_customer' ? part : `customer_${part}`, value);
      for (const [part, value] of Object.entries(one.consent ?? {})) flat.set(`consent_${part}`, value);
    }
    if (one.kind === 'no_record')
      for (const [part, value] of Object.entries(one.searched)) flat.set(`searched_${part}`, value);
    return answerColumns.map((column) => quoted(flat.get(column))).join(separator);
  });
  return `${[answerColumns.join(separator), ...rows].join(lineEnd)}${lineEnd}`;
}

const withoutBytes = (given: readonly FileAnswer[]) => given.map(({ bytes: _, ...rest }) => rest);

describe('files of answers', () => {
  const fromJson = withoutBytes(read(json(...every)));

  it('has an example of each kind', () => {
    expect(new Set(every.map(({ kind }) => kind))).toEqual(new Set(answerKinds));
    expect(answer.options).toHaveLength(answerKinds.length);
    expect(answerContent.options).toHaveLength(answerKinds.length);
  });

  it('in JSON gives what was written, with times in ms since 1970', () => {
    expect(fromJson).toHaveLength(every.length);
    expect(fromJson[0]).toEqual({
      request_id: 'req-1',
      by: 'Ann "NOC"',
      content: { kind: 'upstream', upstream: 'Bravo, Inc.', country: 'US', note: 'two\nlines' },
      place: 'answers[0]',
    });
    expect(fromJson[5]?.content).toEqual({
      kind: 'no_record',
      searched: { from: Date.UTC(2026, 2, 20, 19), to: Date.UTC(2026, 2, 20, 21, 0, 0, 500) },
    });
    const written = fromJson.map(({ request_id, by, content }) => ({
      request: request_id,
      ...(by !== '' && { by }),
      ...content,
      ...(content.kind === 'no_record' && {
        searched: {
          from: new Date(content.searched.from).toISOString(),
          to: new Date(content.searched.to).toISOString(),
        },
      }),
    }));
    expect(withoutBytes(read(json(...written)))).toEqual(fromJson);
    expect(answerFile.safeParse({ format: answerFormat, answers: written }).success).toBe(true);
  });

  it.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\n'],
  ])('in CSV gives the same, separated by %j, lines ended by %j', (separator, lineEnd) => {
    const given = read(`\ufeff${csv(separator, lineEnd)}`);
    expect(withoutBytes(given).map(({ place, ...rest }) => rest)).toEqual(
      fromJson.map(({ place, ...rest }) => rest),
    );
  });

  it.each([
    ['JSON', json(...every)],
    ['CSV', csv(';', '\r\n').replaceAll('\r\n', '\r\n\r\n')],
  ])('in %s give each answer as a file of its own, without another one', (_, text) => {
    const given = read(text);
    expect(given).toHaveLength(every.length);
    for (const { bytes: alone, place, ...one } of given) {
      const [again, ...others] = readAnswers(alone, 'one');
      expect(again).toMatchObject(one);
      expect(others).toEqual([]);
      const own = new TextDecoder().decode(alone);
      for (const other of every.filter(({ request }) => request !== one.request_id))
        expect(own).not.toContain(`"${other.request}"`);
    }
  });

  it('in CSV keep the header and the row as they stand there', () => {
    const [first, second] = read('\ufeffKind, request\r\n\r\nwrong_provider,"a"\r\n  wrong_provider , b');
    const decode = (given?: { bytes: Uint8Array }) => new TextDecoder().decode(given?.bytes);
    expect(decode(first)).toBe('Kind, request\nwrong_provider,"a"\n');
    expect(decode(second)).toBe('Kind, request\n  wrong_provider , b\n');
  });

  it('in CSV names lines, and passes over empty ones', () => {
    const given = read('kind,request\n\nwrong_provider,a\n,\n"wrong_provider", b \n');
    expect(given.map(({ request_id, place }) => [request_id, place])).toEqual([
      ['a', 'line 3'],
      ['b', 'line 5'],
    ]);
  });
});

describe('what is wrong with a file', () => {
  const wrong = (text: string) => {
    try {
      read(text);
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : '';
    }
    return 'nothing';
  };

  it.each([
    [
      'an unknown kind',
      { request: 'r', kind: 'upsteam' },
      "answers[0]: kind can't be 'upsteam': write one of upstream,",
    ],
    ['the nearest kind', { request: 'r', kind: 'upsteam' }, "did you mean 'upstream'?"],
    ['no kind', { request: 'r' }, 'answers[0]: kind is missing: write one of'],
    [
      'no request',
      { kind: 'wrong_provider' },
      "request is missing: write the id of the request, such as 'req-7k3f9q2m4d'",
    ],
    [
      'a misspelt field',
      { request: 'r', kind: 'refused', reason: 'x', notes: 'y' },
      "there is no field 'notes'; did you mean 'note'?",
    ],
    [
      'a field of another kind',
      { request: 'r', kind: 'refused', reason: 'x', country: 'GB' },
      "country has no place in an answer 'refused': leave it out",
    ],
    [
      'a field within a field',
      { request: 'r', kind: 'own_customer', customer: { name: 'x', mail: 'y' } },
      "there is no field 'customer.mail'; did you mean 'customer.email'?",
    ],
    [
      'a country',
      { request: 'r', kind: 'foreign_upstream', upstream: 'x', country: 'gb' },
      "country can't be 'gb': write two letters of ISO 3166, such as 'GB'",
    ],
    [
      'an empty text',
      { request: 'r', kind: 'upstream', upstream: ' \n' },
      "upstream can't be ' \\n': write the name or id of the provider",
    ],
    [
      'a time without offset',
      {
        request: 'r',
        kind: 'no_record',
        searched: { from: '2026-03-20T15:00:00', to: '2026-03-20T15:00:00Z' },
      },
      "searched.from can't be '2026-03-20T15:00:00': write a time with its offset",
    ],
    [
      'a day that does not exist',
      {
        request: 'r',
        kind: 'no_record',
        searched: { from: '2026-02-30T15:00:00Z', to: '2026-03-20T15:00:00Z' },
      },
      "searched.from can't be '2026-02-30T15:00:00Z'",
    ],
    [
      'a window that ends before it starts',
      {
        request: 'r',
        kind: 'no_record',
        searched: { from: '2026-03-20T15:00:00Z', to: '2026-03-20T14:59:59Z' },
      },
      'answers[0]: searched.to must not be earlier than the start of the window',
    ],
    [
      'half days',
      { request: 'r', kind: 'retained_out', kept_days: 1.5 },
      "kept_days can't be 1.5: write a whole number of days",
    ],
    ['a number for a text', { request: 'r', kind: 'upstream', upstream: 12 }, "upstream can't be 12"],
    ['null', { request: 'r', kind: 'own_customer', customer: null }, "customer can't be null"],
    ['no answer', 5, "the answer can't be 5: write an object such as"],
    ['a long value', { request: 'r', kind: 'x'.repeat(5_000) }, `kind can't be '${'x'.repeat(60)}…'`],
  ])('in JSON: %s', (_, one, message) => {
    expect(wrong(json(one))).toContain(message);
    expect(wrong(json(one))).toMatch(/^AnswerFileError: answers: nothing was taken; /);
  });

  it.each([
    ['not JSON', '{"format":', 'answers: this is not JSON:'],
    [
      'another format',
      '{"format":"ringtrace.answer/2","answers":[]}',
      'it must be {"format": "ringtrace.answer/1", "answers": [...]}',
    ],
    ['a bare list', '[]', 'it must be {"format"'],
    ['no answers', json(), 'with 1 to 10000 answers'],
    [
      'a prototype',
      '{"format":"ringtrace.answer/1","answers":[{"request":"r","kind":"wrong_provider","__proto__":{"x":1}}]}',
      "there is no field '__proto__'",
    ],
    [
      'two answers to one request',
      json({ request: 'r', kind: 'wrong_provider' }, { request: ' r', kind: 'refused', reason: 'x' }),
      'answers[1]: request r is answered at answers[0] already: leave one answer',
    ],
    ['nothing', '', 'there is no answer in it: write a header'],
    ['a header only', 'request,kind\n', 'there is no answer in it'],
    [
      'a misspelt column',
      'request,kind,upstrem\nr,upstream,x',
      "line 1: there is no column 'upstrem'; did you mean 'upstream'?",
    ],
    ['a column twice', 'request,kind,kind\nr,upstream,x', "line 1: the column 'kind' stands there twice"],
    ['no column for the request', 'kind\nrefused', "line 1: the column 'request' is missing"],
    ['a quote that does not end', 'request,kind\nr,"x', 'this is not CSV: Quote Not Closed'],
    ['a value too many', 'request,kind,reason\nr,refused,a,b', 'line 2: it has 4 values for 3 columns'],
    [
      'a wrong value',
      'request,kind,country\nr,wrong_provider,\nq,foreign_upstream,Oz',
      'line 3: upstream is missing: write the name or id',
    ],
    [
      'a second wrong value',
      'request,kind,country\nr,wrong_provider,\nq,foreign_upstream,Oz',
      "line 3: country can't be 'Oz': write two letters",
    ],
    [
      'no customer',
      'request,kind\nr,own_customer',
      "line 2: customer_name is missing: write the customer's name",
    ],
    [
      'a value of another kind',
      'request,kind,customer_name\nr,wrong_provider,Bob',
      "line 2: customer_name has no place in an answer 'wrong_provider': leave it out",
    ],
    [
      'neither yes nor no',
      'request,kind,customer_name,consent_claimed\nr,own_customer,Bob,perhaps',
      "line 2: consent_claimed can't be 'perhaps': write true or false",
    ],
    [
      'days in words',
      'request,kind,kept_days\nr,retained_out,"30 days"',
      "line 2: kept_days can't be '30 days'",
    ],
    ['a line without a kind', 'request,kind\nr,', 'line 2: kind is missing'],
    [
      'a request twice',
      'request,kind\nr,wrong_provider\nq,wrong_provider\nr,wrong_provider',
      'line 4: request r is answered at line 2 already',
    ],
    ['hidden characters', 'request,kind\nr,"\u202e\r\nx"', "kind can't be '\\u{202e}\\r\\nx'"],
  ])('%s', (_, text, message) => {
    expect(wrong(text)).toContain(message);
    expect(wrong(text)).toMatch(/^AnswerFileError: answers: /);
  });

  it('that is not UTF-8 is said', () => {
    expect(() => readAnswers(Uint8Array.of(0x72, 0xe9, 0x0a), 'a\nb.csv')).toThrow(
      'a\\nb.csv: this is not UTF-8: save it as UTF-8',
    );
  });

  it('is told for the first twenty places, and counted for the others', () => {
    const message = wrong(json(...Array.from({ length: 25 }, (_, at) => ({ request: `r${at}`, kind: 'x' }))));
    expect(message.match(/kind can't be 'x'/g)).toHaveLength(20);
    expect(message).toMatch(/; and 5 more$/);
  });

  it('is always said as such, whatever a file holds', () => {
    const random = seeded(7);
    const right = [json(...every), csv(',', '\n')];
    const pieces = [
      '"',
      ',',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '\\',
      ':',
      'null',
      '1e999',
      '\u0000',
      '\ud800',
      '__proto__',
    ];
    for (let round = 0; round < 2_000; round++) {
      const text = random.pick(right);
      const at = random.below(text.length);
      const changed = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(20));
      expect(wrong(changed), changed).toMatch(/^(?:nothing$|AnswerFileError: )/);
    }
  });
});
