import { dayMs } from '@ringtrace/schemas/durations';
import { AsOfField, isoOfField } from '../../parts/as-of.tsx';
import { Filters } from '../../parts/filters.tsx';
import { msOfField } from '../../state/time-text.ts';
import { usePatch } from '../../state/use-search.ts';

interface Props {
  readonly from: string;
  readonly to: string;
  readonly as_of: string | undefined;
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** The days of a report, both included, and the moment as of which it is read. */
export function Period({ from, to, as_of }: Props) {
  const patch = usePatch();
  return (
    <Filters
      onSend={(given) => {
        const end = msOfField(`${given['to']}T00:00`, 'utc');
        patch({
          from: isoOfField(`${given['from']}T00:00`),
          to: end === undefined ? undefined : new Date(end + dayMs).toISOString(),
          as_of: isoOfField(given['as_of']),
        });
      }}
    >
      <label>
        From day (UTC){' '}
        <input type="date" name="from" required key={from} defaultValue={dayOf(Date.parse(from))} />
      </label>
      <label>
        To day <input type="date" name="to" required key={to} defaultValue={dayOf(Date.parse(to) - 1)} />
      </label>
      <AsOfField as_of={as_of} />
      <button type="submit">Show</button>
    </Filters>
  );
}
