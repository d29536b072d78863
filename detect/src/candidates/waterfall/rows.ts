import type { Evidence } from '../../segments/signals/signal.ts';
import { signalInWords } from '../signals-in-words.ts';
import { type Block, line, space, stack, text } from './block.ts';
import { inked } from './inks.ts';
import { layout } from './layout.ts';
import { inDigits, type Scale, signed } from './scale.ts';
import type { Step } from './steps.ts';
import { type Attributes, element, escaped, linesOf } from './svg.ts';

/** How a bar looks. Without color, the three differ by filling and outline. */
type Look = 'caller' | 'behavior' | 'against';
const looks: Readonly<Record<Look, Attributes>> = {
  caller: { ...inked({ fill: 'for', stroke: 'for' }), 'stroke-width': 1.5 },
  behavior: { ...inked({ fill: 'forPale', stroke: 'for' }), 'stroke-width': 1.5 },
  against: { ...inked({ fill: 'paper', stroke: 'against' }), 'stroke-width': 1.5, 'stroke-dasharray': '4 2' },
};

const lookOf = ({ side, contribution }: Evidence): Look =>
  contribution < 0 ? 'against' : side === 'caller' ? 'caller' : 'behavior';

const barHeight = 16;
const lineHeight = 16;
const padding = 7;

/** What a reader hears, or sees on pointing at the bar. */
const told = ({ signal, from, to }: Step) =>
  `${signal.name}, ${signed(signal.contribution)}, from ${inDigits(from, 2)} to ${inDigits(to, 2)}: ${signalInWords(signal)}`;

/** A signal: its name and words, its bar, what it adds, and the sum with it. */
export function rowOf(step: Step, scale: Scale): Block {
  const { signal, from, to } = step;
  const words = linesOf(signalInWords(signal), layout.wordsWidth, 12);
  const names = linesOf(signal.name, layout.wordsWidth, 13);
  const height = (names.length + words.length) * lineHeight + 2 * padding;
  return {
    height,
    draw(top) {
      const middle = top + height / 2;
      const [start, end] = [scale.x(from), scale.x(to)];
      const baseline = (i: number) => top + padding + i * lineHeight + 12;
      return element(
        'g',
        { role: 'img' },
        element('title', {}, escaped(told(step))),
        line([layout.left, top, layout.right, top], 'grid'),
        ...names.map((each, i) =>
          text(layout.left, baseline(i), { size: 12, ink: 'text', bold: true }, each),
        ),
        ...words.map((each, i) =>
          text(layout.left, baseline(names.length + i), { size: 12, ink: 'quiet' }, each),
        ),
        line([start, top, start, middle], 'quiet'),
        line([end, middle, end, top + height], 'quiet'),
        element('rect', {
          x: Math.min(start, end),
          y: middle - barHeight / 2,
          width: Math.max(1, Math.abs(end - start)),
          height: barHeight,
          ...looks[lookOf(signal)],
        }),
        text(layout.adds, middle + 5, { size: 14, ink: 'text', anchor: 'end' }, signed(signal.contribution)),
        text(layout.sum, middle + 5, { size: 14, ink: 'quiet', anchor: 'end' }, inDigits(to, 2)),
      );
    },
  };
}

/** Rows of one direction under a heading with their total. */
export function sectionOf(heading: string, steps: readonly Step[], scale: Scale): Block {
  const [first] = steps;
  if (first === undefined) return space(0);
  const total = steps.reduce((sum, { signal }) => sum + signal.contribution, 0);
  const title: Block = {
    height: 34,
    draw: (top) =>
      [
        line([scale.x(first.from), top, scale.x(first.from), top + 34], 'quiet'),
        text(layout.left, top + 25, { size: 14, ink: 'text', bold: true }, `${heading}: ${signed(total)}`),
      ].join('\n'),
  };
  const rows = stack([title, ...steps.map((step) => rowOf(step, scale))]);
  return {
    height: rows.height,
    draw: (top) =>
      element('g', { role: 'group', 'aria-label': `${heading}: ${signed(total)}` }, rows.draw(top)),
  };
}

/** The prior, or the sum: a place on the scale without a bar. `mark` is drawn about that place. */
export function placeOf(
  { name, words, at, isSum }: { name: string; words: string; at: number; isSum: boolean },
  scale: Scale,
): Block {
  const lines = linesOf(words, layout.wordsWidth, 12);
  const height = (1 + lines.length) * lineHeight + 2 * padding;
  return {
    height,
    draw(top) {
      const middle = top + height / 2;
      const x = scale.x(at);
      const half = isSum ? 9 : 5;
      return element(
        'g',
        { role: 'img' },
        element('title', {}, escaped(`${name}, ${inDigits(at, 2)}: ${words}`)),
        line([layout.left, top, layout.right, top], isSum ? 'text' : 'grid'),
        text(layout.left, top + padding + 12, { size: isSum ? 14 : 12, ink: 'text', bold: true }, name),
        ...lines.map((each, i) =>
          text(
            layout.left,
            top + padding + (i + 1) * lineHeight + 12,
            { size: 12, ink: isSum ? 'text' : 'quiet' },
            each,
          ),
        ),
        isSum ? line([x, top, x, middle], 'quiet') : line([x, middle, x, top + height], 'quiet'),
        element('path', {
          d: `M${[`${round(x)} ${round(middle - half)}`, `${round(x + half)} ${round(middle)}`, `${round(x)} ${round(middle + half)}`, `${round(x - half)} ${round(middle)}`].join('L')}Z`,
          ...inked({ fill: 'text', stroke: 'paper' }),
          'stroke-width': 2,
          'paint-order': 'stroke',
        }),
        text(
          layout.sum,
          middle + 5,
          isSum
            ? { size: 16, ink: 'text', bold: true, anchor: 'end' }
            : { size: 14, ink: 'quiet', anchor: 'end' },
          inDigits(at, 2),
        ),
      );
    },
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** What the three looks of a bar mean. */
export const legend: Block = {
  height: 24,
  draw(top) {
    const entries = [
      { look: 'caller', x: layout.left, words: 'facts about the caller' },
      { look: 'behavior', x: layout.left + 190, words: 'behavior of the calls' },
      { look: 'against', x: layout.left + 370, words: 'speaks against a campaign' },
    ] as const;
    return entries
      .map(
        ({ look, x, words }) =>
          element('rect', { x: x + 1, y: top + 5, width: 22, height: 12, ...looks[look] }) +
          text(x + 32, top + 16, { size: 12, ink: 'text' }, words),
      )
      .join('\n');
  },
};
