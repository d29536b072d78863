import type { Evidence } from '../../segments/signals/signal.ts';
import { type Block, text } from './block.ts';
import { inked } from './inks.ts';
import { layout } from './layout.ts';
import { type Attributes, element } from './svg.ts';

/** How a bar looks. Without color, the three differ by filling and outline. */
const looks = {
  caller: { ...inked({ fill: 'for', stroke: 'for' }), 'stroke-width': 1.5 },
  behavior: { ...inked({ fill: 'forPale', stroke: 'for' }), 'stroke-width': 1.5 },
  against: { ...inked({ fill: 'paper', stroke: 'against' }), 'stroke-width': 2, 'stroke-dasharray': '4 2' },
} as const;

export function lookOf({ side, contribution }: Evidence): Attributes {
  if (contribution < 0) return looks.against;
  return side === 'caller' ? looks.caller : looks.behavior;
}

const entries = [
  { look: 'caller', x: layout.left, words: 'facts about the caller' },
  { look: 'behavior', x: layout.left + 190, words: 'behavior of the calls' },
  { look: 'against', x: layout.left + 370, words: 'speaks against a campaign' },
] as const;

/** What the three looks mean. */
export const legend: Block = {
  height: 24,
  draw: (top) =>
    entries
      .map(
        ({ look, x, words }) =>
          element('rect', { x: x + 1, y: top + 5, width: 22, height: 12, ...looks[look] }) +
          text(x + 32, top + 16, { size: 12, ink: 'text' }, words),
      )
      .join('\n'),
};
