import { explain, headline } from '@ringtrace/detect/candidates/explain';
import type { CallTrace } from '@ringtrace/detect/trace/trace';
import { sourceInWords } from '@ringtrace/ingest/status/sources';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { candidateOf } from './candidate.fixture.ts';
import { print, printJson, say, table } from './output.ts';
import { inJson, inWords, manyInWords } from './trace/tell.ts';

/** One of each kind of character that could pass for words of ours, or hide some. */
const hostile = [
  'x\nAsk next: northstar\n\u001b[2JOrigin. Proven: northstar',
  'a\rb\u000bc\u000cd\u0085e\u2028f\u2029g',
  'a\tb\u0000\u0007\u0008\u007f\u009b2J',
  '\u202eabc\u2066\u200f\u061c',
  'nor\u200bth\u00ad\ufeff\u2060\ufe0f\u{e0041}',
  'half \ud83d',
];
const raw = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

const legOf = (name: string): CallTrace['legs'][number] => ({
  carrier: name,
  upstream: name,
  downstream: name,
  call_id: name,
  start_ms: 1_772_550_000_000,
  hold_ms: 0,
  talk_ms: 30_000,
  sip_code: 200,
  calling_number: 12_025_550_100,
  called_number: 13_035_550_100,
  origid: name,
  ingress_country: name,
  ingress_trunk: name,
  customer: name,
  attestation: name,
});

const contradictionOf = (name: string) =>
  ({
    kind: 'hand-over',
    from: name,
    to: name,
    claimed_by: name,
    contradicted_by: name,
    instead: name,
  }) as const;

const traceOf = (name: string, proven: boolean): CallTrace => ({
  request: { calling: 12_025_550_100, called: 13_035_550_100, time: 1_772_550_000_000 },
  legs: [legOf(name), legOf(name)],
  path: {
    hops: [
      { provider: name, role: 'origin', reported: proven, handed_over: null },
      { provider: name, role: 'terminating', reported: true, handed_over: 'both' },
    ],
    other_routes: [[name, name]],
    edges: [{ from: name, to: name, evidence: 'both', told_by: [name] }],
    contradictions: [contradictionOf(name), { ...contradictionOf(name), kind: 'no record' }],
    origin_provider: proven ? name : '',
    claimed_origin: name,
    entry_provider: name,
    terminating_carrier: name,
    next_provider_to_ask: name,
    confidence: 0.9,
  },
  redials: [1_772_550_000_000],
});

const sourceOf = (name: string) => ({
  carrier: name,
  source: name,
  sequence_gaps: 1,
  open_records: 1,
  unreadable: 1,
  silent: true,
  silent_s: 60,
  clock_offset_s: 9,
  clock_neighbors: 1,
});

/** What is put together of a name: by its command. */
const outputs: Readonly<Record<string, (name: string) => string>> = {
  'candidates ID, proven': (name) => explain(candidateOf(name, true)).join('\n'),
  'candidates ID, claimed': (name) => explain(candidateOf(name, false)).join('\n'),
  candidates: (name) => table([{ candidate: name, status: name, what: headline(candidateOf(name, true)) }]),
  'trace, proven': (name) => inWords(traceOf(name, true)),
  'trace, claimed': (name) => inWords(traceOf(name, false)),
  'trace --calls': (name) => manyInWords([traceOf(name, true), traceOf(name, false)]),
  'a table': (name) =>
    table([
      { carrier: name, rows: 1 },
      { carrier: 'acme', rows: 2 },
    ]),
};

describe.each(Object.entries(outputs))('%s', (_, output) => {
  it.each(hostile)('has as many lines as ever, and nothing hidden, where it names %j', (name) => {
    const lines = output(name).split('\n');
    expect(lines).toHaveLength(output('north').split('\n').length);
    for (const line of lines) expect(line).not.toMatch(raw);
  });
});

describe('what is printed', () => {
  afterEach(() => void vi.restoreAllMocks());

  function printed(work: () => void): string {
    let text = '';
    const take = (chunk: string | Uint8Array) => {
      text += String(chunk);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(take);
    vi.spyOn(process.stderr, 'write').mockImplementation(take);
    work();
    vi.restoreAllMocks();
    return text;
  }

  it.each(hostile)('moves no cursor and turns no text, even where %j was forgotten', (name) => {
    for (const show of [print, say]) {
      const text = printed(() => show(sourceInWords(sourceOf(name))));
      expect(text.replaceAll('\n', '')).not.toMatch(raw);
    }
  });

  it.each(hostile)('is JSON that says %j and shows it', (name) => {
    const value = inJson(traceOf(name, true));
    const text = printed(() => printJson(value));
    expect(JSON.parse(text)).toEqual(value);
    expect(text.replaceAll('\n', '')).not.toMatch(raw);
    expect(text.split('\n')).toHaveLength(
      printed(() => printJson(inJson(traceOf('north', true)))).split('\n').length,
    );
  });
});
