import { type Ink, inked } from './inks.ts';
import { element, escaped } from './svg.ts';

/** A part of the picture over its whole width. Heights and places are pixels. */
export interface Block {
  readonly height: number;
  draw(top: number): string;
}

/** Blocks one below the other. */
export function stack(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, { height }) => sum + height, 0),
    draw(top) {
      let at = top;
      return blocks
        .map((block) => {
          const drawn = block.draw(at);
          at += block.height;
          return drawn;
        })
        .filter((drawn) => drawn !== '')
        .join('\n');
    },
  };
}

export const space = (height: number): Block => ({ height, draw: () => '' });

export interface Style {
  readonly size: number;
  readonly ink: Ink;
  readonly bold?: true;
  readonly anchor?: 'middle' | 'end';
}

export const text = (x: number, y: number, { size, ink, bold, anchor }: Style, words: string) =>
  element(
    'text',
    {
      x,
      y,
      'font-size': size,
      ...inked({ fill: ink }),
      ...(bold ? { 'font-weight': 'bold' } : {}),
      ...(anchor === undefined ? {} : { 'text-anchor': anchor }),
    },
    escaped(words),
  );

export const line = (
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  ink: Ink,
  more: { readonly 'stroke-width'?: number; readonly 'stroke-dasharray'?: string } = {},
) => element('line', { x1, y1, x2, y2, ...inked({ stroke: ink }), ...more });

/** Lines of text below each other. */
export const paragraph = (
  x: number,
  lines: readonly string[],
  { lineHeight, ...style }: Style & { readonly lineHeight: number },
): Block => ({
  height: lines.length * lineHeight,
  draw: (top) => lines.map((words, i) => text(x, top + (i + 0.75) * lineHeight, style, words)).join('\n'),
});
