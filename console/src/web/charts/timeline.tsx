import { hourMs } from '@ringtrace/schemas/durations';
import type { ReactNode } from 'react';
import { lengthText, timeText, type Zone } from './draw/time.ts';
import { safe } from './draw/words.ts';
import './charts.css';

interface TimelineEvent {
  /** ms since 1970. */
  readonly at: number;
  readonly what: ReactNode;
  readonly who: string;
}

export interface TimelineProps {
  /** In the order in which they are to be read. */
  readonly events: readonly TimelineEvent[];
  readonly tz?: Zone;
}

/** So much time between two events is said. */
const worthSaying = hourMs;

/** What happened, one after the other, and how long nothing did. */
export function Timeline({ events, tz = 'utc' }: TimelineProps) {
  return (
    <ol className="timeline">
      {events.flatMap(({ at, what, who }, i) => {
        const gap = Math.abs(at - (events[i - 1]?.at ?? at));
        return [
          ...(gap >= worthSaying
            ? [
                // biome-ignore lint/suspicious/noArrayIndexKey: events have no other identity
                <li className="gap" key={`gap-${i}`}>
                  {lengthText(gap)} between
                </li>,
              ]
            : []),
          // biome-ignore lint/suspicious/noArrayIndexKey: events have no other identity
          <li key={`event-${i}`}>
            <time dateTime={new Date(at).toISOString()}>{timeText(at, tz)}</time>{' '}
            <span>{typeof what === 'string' ? safe(what) : what}</span>{' '}
            {who !== '' && <span className="who">by {safe(who)}</span>}
          </li>,
        ];
      })}
    </ol>
  );
}
