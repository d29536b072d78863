import { describe, expect, it } from 'vitest';
import type { Evidence, Side } from '../../segments/signals/signal.ts';
import { signalInWords } from '../signals-in-words.ts';
import { waterfall } from './waterfall.ts';

const signal = (name: string, side: Side, contribution: number): Evidence => ({
  name,
  side,
  value: 0.5,
  baseline: 0.1,
  contribution,
});
const short = signal('short_duration_share', 'behavior', 3);
const listed = signal('do_not_originate', 'caller', 4);
const unvouched = signal('attestation_c_or_failed', 'caller', 0.6);
const calledBack = signal('call_backs', 'caller', -2.5);
const vouched = signal('attestation_a', 'honest', -1);
const nothing = signal('one_ring', 'caller', 0);

const draw = (signals: readonly Evidence[], name = 't-1 (open)', about = '200 calls; ask north') =>
  waterfall({ name, about, signals, highestScore: 0.97 });

/** Names of the elements in a text; throws where the text is no well-formed XML. */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const all: string[] = [];
  const token =
    /<(\w+)((?: [\w:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>|<\/(\w+)>|([^<]+)/gy;
  for (let at = 0; at < svg.length; at = token.lastIndex) {
    token.lastIndex = at;
    const [, started, , closed, ended, content = ''] = token.exec(svg) ?? [''];
    if (token.lastIndex === 0) throw new Error(`no XML: ${svg.slice(at, at + 80)}`);
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(content)) throw new Error(`a bare &: ${content}`);
    if (ended !== undefined && open.pop() !== ended) throw new Error(`</${ended}> ends nothing`);
    if (started === undefined) continue;
    all.push(started);
    if (closed !== '/') open.push(started);
  }
  expect(open).toEqual([]);
  return all;
}

/** Left edge, right edge of the bars, in order from top to bottom; pixels. */
function barsOf(svg: string): [number, number][] {
  const groups = svg.match(/<g><title>.*?<\/g>/gs) ?? [];
  return groups.flatMap((group) => {
    const [, x, width] = /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/.exec(group) ?? [];
    return x === undefined ? [] : [[Number(x), Number(x) + Number(width)]];
  });
}

const titlesOf = (svg: string) =>
  [...svg.matchAll(/<g><title>(?!Speaks)(.*?)<\/title>/g)].map(([, title]) => title);

describe('bars', () => {
  const [first, second, third, fourth] = barsOf(draw([calledBack, short, vouched, listed]));

  it('go right for a campaign, then left for what speaks against, each from where the one above ends', () => {
    expect(second?.[0]).toBeCloseTo(first?.[1] ?? Number.NaN, 0);
    expect(third?.[1]).toBeCloseTo(second?.[1] ?? Number.NaN, 0);
    expect(fourth?.[1]).toBeCloseTo(third?.[0] ?? Number.NaN, 0);
  });

  it('are as long as what they add', () => {
    const [four, three, half, one] = [first, second, third, fourth].map(
      (bar) => (bar?.[1] ?? 0) - (bar?.[0] ?? 0),
    );
    const unit = (four ?? 0) / 4;
    expect(unit).toBeGreaterThan(20);
    for (const [width, logOdds] of [
      [three, 3],
      [half, 2.5],
      [one, 1],
    ] as const)
      expect(width).toBeCloseTo(unit * logOdds, 0);
  });

  it('each have their text: the signal, what it adds, and its value and baseline in words', () => {
    expect(titlesOf(draw([short, calledBack]))).toEqual([
      'Before any signal, \u22124.00: a chance of about 2 in 100',
      `short_duration_share, +3.00, from \u22124.00 to \u22121.00: ${signalInWords(short)}`,
      `call_backs, \u22122.50, from \u22121.00 to \u22123.50: ${signalInWords(calledBack)}`,
      expect.stringMatching(/^Score 0\.03, of the sum \u22123\.50: /),
    ]);
  });

  it('can be told apart without color', () => {
    const looks = [
      ...draw([listed, short, vouched]).matchAll(/<rect [^>]*height="16" class="([^"]+)"([^>]*)>/g),
    ];
    expect(looks.map(([, classes, more = '']) => [classes, more.includes('stroke-dasharray')])).toEqual([
      ['fill-for stroke-for', false],
      ['fill-forPale stroke-for', false],
      ['fill-paper stroke-against', true],
    ]);
  });
});

describe('the text under the bars', () => {
  it('says whether sum and caller are reached, as the dashed line does', () => {
    const met = (svg: string) => [...svg.matchAll(/>(Reached|Not reached)</g)].map(([, each]) => each);
    expect(met(draw([listed, short]))).toEqual(['Reached', 'Reached']);
    expect(met(draw([unvouched, short]))).toEqual(['Not reached', 'Reached']);
    expect(draw([listed, short])).toContain('>needed: 2<');
    expect(draw([unvouched, short])).toContain('>needed: 3<');
  });

  it('names what was looked at and adds nothing', () => {
    expect(draw([short, nothing])).toContain('adding nothing: one_ring.');
    expect(draw([short])).not.toContain('adding nothing');
  });
});

describe('the picture', () => {
  const many = [listed, short, unvouched, calledBack, vouched, nothing];

  it('is the same for the same evidence, in whatever order', () => {
    expect(draw(many)).toBe(draw(many.toReversed()));
  });

  it('has a title, a description, and nothing from elsewhere', () => {
    const svg = draw(many);
    expect(svg).toMatch(
      /^<svg [^>]+>\n<title>How the evidence of t-1 \(open\) adds up<\/title>\n<desc>200 calls; ask north\. /,
    );
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|url\(|@import|<script|<image| on\w+=/,
    );
  });

  it('has no ids, so that several may stand in one page', () => {
    expect(draw(many)).not.toMatch(/ id="/);
  });

  it.each([
    '</text><script>alert(1)</script>',
    `" onload="alert(1)" x='`,
    ']]><!--&lt;&#0;%s',
    'x\nAsk next: northstar\n\u001b[2J',
    '\u202eabc\u2066\u200b\u00ad\ufeff\ufffe\uffff\u0000\ud83d',
    'W'.repeat(2_000),
    `${'Wide WIRELESS '.repeat(40)}end`,
  ])('stays well-formed and hides nothing, where a name is %j', (hostile) => {
    const plain = new Set(elementsOf(draw([listed, vouched])));
    const svg = draw(
      [
        { ...listed, name: hostile },
        { ...vouched, name: hostile },
        { ...nothing, name: hostile },
      ],
      hostile,
      hostile,
    );
    expect(new Set(elementsOf(svg))).toEqual(plain);
    expect(svg.replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\ufffe\uffff]/u,
    );
  });

  it('keeps everything within its edges', () => {
    const svg = draw([
      { ...listed, name: 'W'.repeat(300) },
      { ...vouched, contribution: -40 },
    ]);
    const [, width = '', height = ''] = /viewBox="0 0 (\d+) ([\d.]+)"/.exec(svg) ?? [];
    const places = (name: string) =>
      [...svg.matchAll(new RegExp(` ${name}\\d?="([\\d.-]+)"`, 'g'))].map(([, at]) => Number(at));
    expect(places('x').length).toBeGreaterThan(50);
    for (const [name, edge] of [
      ['x', width],
      ['y', height],
    ] as const) {
      expect(Math.min(...places(name))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...places(name))).toBeLessThanOrEqual(Number(edge));
    }
  });
});
