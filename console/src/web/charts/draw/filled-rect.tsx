import type { Box } from '../layout/box.ts';
import { type Marks, marksOver } from './hatch.ts';

/** Marks of each fill, in the color of the paper; the first fill is plain. */
const marks: readonly (Marks | undefined)[] = [undefined, 'rising', 'dots', 'upright', 'falling', 'level'];

export const fills = marks.length;

/** A rectangle with the fill of a number from 1, and its marks over it. */
export function FilledRect({ number, ...place }: Box & { readonly number: number }) {
  const over = marks[number - 1];
  return (
    <>
      <rect className={`fill-${number}`} {...place} />
      {over !== undefined && (
        <path className={over === 'dots' ? 'on-fill dots' : 'on-fill'} d={marksOver(over, place)} />
      )}
    </>
  );
}
