import { dayMs } from '@ringtrace/schemas/durations';

// Days and months of UTC as partitions are named: 20260303, 202603. All times in ms since 1970.

export const startOfDay = (time: number): number => Math.floor(time / dayMs) * dayMs;

export function startOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

export type Cut = 'day' | 'month';

/** The moment at which a partition ends. */
export function endOfPartition(cut: Cut, partition: number): number {
  if (cut === 'month') return Date.UTC(Math.floor(partition / 100), partition % 100, 1);
  return startOfPartition(cut, partition) + dayMs;
}

export function startOfPartition(cut: Cut, partition: number): number {
  if (cut === 'month') return Date.UTC(Math.floor(partition / 100), (partition % 100) - 1, 1);
  return Date.UTC(Math.floor(partition / 10_000), (Math.floor(partition / 100) % 100) - 1, partition % 100);
}
