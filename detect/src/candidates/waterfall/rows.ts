import { total } from '../../segments/signals/signal.ts';
import { signalInWords } from '../signals-in-words.ts';
import { type Block, line, paragraph, space, stack, text } from './block.ts';
import { type Ink, inked } from './inks.ts';
import { layout } from './layout.ts';
import { lookOf } from './looks.ts';
import { inDigits, type Scale, signed } from './scale.ts';
import type { Step } from './steps.ts';
import { element, escaped, linesOf } from './svg.ts';

const barHeight = 16;

/** A row's name, with words below it, in the left column. */
function column(name: string, words: string, { size, ink }: { size: 12 | 14; ink: Ink }): Block {
  const { left, wordsWidth } = layout;
  return stack([
    space(7),
    // Bold letters are wider.
    paragraph(left, linesOf(name, wordsWidth, 1.1 * size), { size, ink: 'text', bold: true, lineHeight: 16 }),
    paragraph(left, linesOf(words, wordsWidth, 12), { size: 12, ink, lineHeight: 16 }),
    space(7),
  ]);
}

/** A row of the table. What it shows is told in one sentence, which a reader hears, or sees on pointing at the row. */
function row(told: string, words: Block, above: Ink, content: (top: number) => readonly string[]): Block {
  return {
    height: words.height,
    draw: (top) =>
      element(
        'g',
        {},
        element('title', {}, escaped(told)),
        line([layout.left, top, layout.right, top], above),
        words.draw(top),
        ...content(top),
      ),
  };
}

/** A signal: its name and words, its bar, what it adds, and the sum with it. */
function rowOf({ signal, from, to }: Step, scale: Scale): Block {
  const said = signalInWords(signal);
  const adds = signed(signal.contribution);
  const words = column(signal.name, said, { size: 12, ink: 'quiet' });
  const [start, end] = [scale.x(from), scale.x(to)];
  const told = `${signal.name}, ${adds}, from ${inDigits(from, 2)} to ${inDigits(to, 2)}: ${said}`;
  return row(told, words, 'grid', (top) => {
    const middle = top + words.height / 2;
    return [
      line([start, top, start, middle], 'quiet'),
      line([end, middle, end, top + words.height], 'quiet'),
      element('rect', {
        x: Math.min(start, end),
        y: middle - barHeight / 2,
        width: Math.max(1, Math.abs(end - start)),
        height: barHeight,
        ...lookOf(signal),
      }),
      text(layout.adds, middle + 5, { size: 14, ink: 'text', anchor: 'end' }, adds),
      text(layout.sum, middle + 5, { size: 14, ink: 'quiet', anchor: 'end' }, inDigits(to, 2)),
    ];
  });
}

/** Rows of one direction under a heading with their total; nothing where there are none. */
export function sectionOf(name: string, steps: readonly Step[], scale: Scale): Block {
  const [first] = steps;
  if (first === undefined) return space(0);
  const x = scale.x(first.from);
  const heading = `${name}: ${signed(total(steps.map(({ signal }) => signal)))}`;
  const title: Block = {
    height: 34,
    draw: (top) =>
      line([x, top, x, top + 34], 'quiet') +
      text(layout.left, top + 25, { size: 14, ink: 'text', bold: true }, heading),
  };
  const rows = stack([title, ...steps.map((step) => rowOf(step, scale))]);
  return {
    height: rows.height,
    draw: (top) => element('g', {}, element('title', {}, escaped(heading)), rows.draw(top)),
  };
}

/** Where the sum begins. */
export function priorRow(at: number, scale: Scale): Block {
  const name = 'Before any signal';
  const said = `a chance of about ${Math.round(100 / (1 + Math.exp(-at)))} in 100`;
  const words = column(name, said, { size: 12, ink: 'quiet' });
  return row(`${name}, ${inDigits(at, 2)}: ${said}`, words, 'grid', (top) => {
    const [x, middle] = [scale.x(at), top + words.height / 2];
    return [
      line([x, middle, x, top + words.height], 'quiet'),
      diamond(x, middle, 5),
      text(layout.sum, middle + 5, { size: 14, ink: 'quiet', anchor: 'end' }, inDigits(at, 2)),
    ];
  });
}

/** Where the sum ends, with the score that it gives. */
export function sumRow(
  { at, score, most }: { at: number; score: string; most: number },
  scale: Scale,
): Block {
  const name = `Score ${score}`;
  const said = `the probability of a campaign by these signals; ${most} at most`;
  const words = column(name, said, { size: 14, ink: 'text' });
  return row(`${name}, of the sum ${inDigits(at, 2)}: ${said}`, words, 'text', (top) => {
    const [x, middle] = [scale.x(at), top + words.height / 2];
    return [
      line([x, top, x, middle], 'quiet'),
      diamond(x, middle, 9),
      text(layout.sum, middle + 5, { size: 16, ink: 'text', bold: true, anchor: 'end' }, inDigits(at, 2)),
    ];
  });
}

function diamond(x: number, y: number, half: number): string {
  const corners = [
    [x, y - half],
    [x + half, y],
    [x, y + half],
    [x - half, y],
  ];
  return element('polygon', {
    points: corners.map((corner) => corner.map((at) => at.toFixed(1)).join(',')).join(' '),
    ...inked({ fill: 'text', stroke: 'paper' }),
    'stroke-width': 1,
  });
}
