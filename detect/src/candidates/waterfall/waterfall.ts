import { visibleIn } from '@ringtrace/platform/visible';
import type { Evidence } from '../../segments/signals/signal.ts';
import { thresholds } from '../../thresholds.ts';
import { campaignScore } from '../rounded.ts';
import { type Block, paragraph, space, stack, text } from './block.ts';
import { type Decision, decide } from './decision.ts';
import { inked, pictureClass, styleSheet } from './inks.ts';
import { layout } from './layout.ts';
import { legend } from './looks.ts';
import { priorRow, sectionOf, sumRow } from './rows.ts';
import { axis, inDigits, overGrid, type Scale, scaleOver } from './scale.ts';
import { type Steps, stepsOf } from './steps.ts';
import { element, escaped, linesOf } from './svg.ts';

/** What the picture shows. The texts may be strangers': they are made safe here. */
export interface Evidenced {
  /** Which candidate, such as `t-7a59135b5cf8b71d (open)`. */
  readonly name: string;
  /** What it is about, in one sentence. */
  readonly about: string;
  /** As a candidate keeps them. Contributions have three digits, so the sum may be some thousandths off. */
  readonly signals: readonly Evidence[];
  /** The highest score that the candidate could have, 0 to 1. */
  readonly highestScore: number;
}

/**
 * A picture of how the signals of a candidate add up: SVG, the same text for the same evidence. It needs nothing from
 * elsewhere, and may stand by itself or inside a page. Thresholds are those of this release.
 */
export function waterfall(given: Evidenced): string {
  const { name, about, signals, highestScore } = visibleIn(given);
  const steps = stepsOf(signals);
  const { needed, checks } = decide(signals, steps.sum);
  const summary = `${inWords(steps, highestScore)} ${checks.map(({ words }) => words).join(' ')}`;
  const heading = `How the evidence of ${name} adds up`;
  const blocks = stack([
    space(20),
    // Bold letters are wider.
    paragraph(layout.left, linesOf(heading, fullWidth, 1.1 * 18), {
      size: 18,
      ink: 'text',
      bold: true,
      lineHeight: 26,
    }),
    paragraph(layout.left, linesOf(about, fullWidth, 13), { size: 13, ink: 'quiet', lineHeight: 19 }),
    space(8),
    legend,
    plot(steps, needed, highestScore),
    space(10),
    silentSignals(steps),
    ...checks.map(checked),
    space(16),
  ]);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: pictureClass,
      width: layout.width,
      height: blocks.height,
      viewBox: `0 0 ${layout.width} ${blocks.height}`,
      'font-family': "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
    },
    `\n${element('title', {}, escaped(heading))}\n`,
    `${element('desc', {}, escaped(`${about}. ${summary}`))}\n`,
    `${element('style', {}, escaped(styleSheet))}\n`,
    `${element('rect', { width: layout.width, height: blocks.height, ...inked({ fill: 'paper' }) })}\n`,
    `${blocks.draw(0)}\n`,
  );
}

const fullWidth = layout.right - layout.left;

const scoreOf = (sum: number, highest: number) => inDigits(campaignScore({ score: sum }, highest), 2);

/** The picture in one sentence. */
const inWords = ({ raising, lowering, sum }: Steps, highest: number) =>
  `From ${inDigits(thresholds.priorLogOdds, 2)} on, ${raising.length} signals raise the sum and ${lowering.length} lower it, to ${inDigits(sum, 2)}: a score of ${scoreOf(sum, highest)}.`;

/** From the prior through all signals to the sum. */
function plot({ raising, lowering, sum }: Steps, needed: number, highest: number): Block {
  const prior = thresholds.priorLogOdds;
  const sums = [prior, needed + 1, sum, ...[...raising, ...lowering].map(({ to }) => to)];
  const scale = scaleOver(sums, layout.plotLeft, layout.plotRight);
  const rows = stack([
    priorRow(prior, scale),
    sectionOf('Speaks for a campaign', raising, scale),
    sectionOf('Speaks against a campaign', lowering, scale),
    sumRow({ at: sum, score: scoreOf(sum, highest), most: highest }, scale),
  ]);
  return stack([
    columnNames(scale, needed),
    overGrid(rows, scale, needed),
    axis(scale, layout.left, (tick) => scoreOf(tick, highest)),
  ]);
}

const columnNames = (scale: Scale, needed: number): Block => ({
  height: 28,
  draw: (top) =>
    [
      text(
        scale.x(needed),
        top + 20,
        { size: 12, ink: 'text', bold: true, anchor: 'middle' },
        `needed: ${needed}`,
      ),
      text(layout.adds, top + 20, { size: 12, ink: 'quiet', anchor: 'end' }, 'adds'),
      text(layout.sum, top + 20, { size: 12, ink: 'quiet', anchor: 'end' }, 'sum'),
    ].join('\n'),
});

function silentSignals({ silent }: Steps): Block {
  if (silent.length === 0) return space(0);
  const words = `Looked at, and adding nothing: ${silent.map(({ name }) => name).join(', ')}.`;
  return stack([
    paragraph(layout.left, linesOf(words, fullWidth, 12), { size: 12, ink: 'quiet', lineHeight: 17 }),
    space(8),
  ]);
}

/** Whether something is reached, and why it is needed. */
function checked({ isMet, words }: Decision['checks'][number]): Block {
  const indent = 100;
  const lines = linesOf(words, fullWidth - indent, 13);
  const told = paragraph(layout.left + indent, lines, { size: 13, ink: 'text', lineHeight: 19 });
  return stack([
    {
      height: told.height,
      draw: (top) =>
        text(
          layout.left,
          top + 14.25,
          { size: 13, ink: 'text', bold: true },
          isMet ? 'Reached' : 'Not reached',
        ) + told.draw(top),
    },
    space(5),
  ]);
}
