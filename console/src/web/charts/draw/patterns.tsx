import { useId } from 'react';

/** Lines and dots over a fill, in the color of the paper: fills that differ by color differ by these as well. */
const marks = [
  null,
  <path key="rising" className="on-fill" d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" strokeWidth={1.6} />,
  <circle key="dots" className="on-fill-dot" cx={4} cy={4} r={1.6} />,
  <path key="upright" className="on-fill" d="M4,0 V8" strokeWidth={1.6} />,
  <path key="falling" className="on-fill" d="M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2" strokeWidth={1.6} />,
  <path key="level" className="on-fill" d="M0,4 H8" strokeWidth={1.6} />,
] as const;

export interface Patterns {
  /** `url(#...)` of the marks over the fill of a number from 1; undefined for the first, which is plain. */
  over(number: number): string | undefined;
  readonly id: string;
}

export const fills = marks.length;

export function usePatterns(): Patterns {
  const id = useId();
  return { id, over: (number) => (marks[number - 1] == null ? undefined : `url(#${id}-${number})`) };
}

export function PatternDefs({ id }: { readonly id: string }) {
  return (
    <defs>
      {marks.map(
        (mark, i) =>
          mark !== null && (
            <pattern key={mark.key} id={`${id}-${i + 1}`} width={8} height={8} patternUnits="userSpaceOnUse">
              {mark}
            </pattern>
          ),
      )}
    </defs>
  );
}

/** A rectangle with the fill of a number, and its marks over it. */
export function FilledRect({
  number,
  patterns,
  ...place
}: {
  readonly number: number;
  readonly patterns: Patterns;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}) {
  const over = patterns.over(number);
  return (
    <>
      <rect className={`fill-${number}`} {...place} />
      {over !== undefined && <rect fill={over} {...place} />}
    </>
  );
}
