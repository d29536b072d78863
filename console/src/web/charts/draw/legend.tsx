import type { ReactNode } from 'react';
import { safe } from './words.ts';

export interface LegendEntry {
  readonly label: string;
  /** Drawn 24 wide and 14 high. */
  readonly sample: ReactNode;
}

/** What the looks in a picture mean. */
export function Legend({
  lead,
  entries,
}: {
  readonly lead?: string;
  readonly entries: readonly LegendEntry[];
}) {
  return (
    <ul className="chart-legend">
      {lead !== undefined && <li className="lead">{safe(lead)}</li>}
      {entries.map(({ label, sample }) => (
        <li key={label}>
          <svg width={24} height={14} aria-hidden="true">
            {sample}
          </svg>
          <span>{safe(label)}</span>
        </li>
      ))}
    </ul>
  );
}
