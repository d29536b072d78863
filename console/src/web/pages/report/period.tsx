import { Filters } from '../../parts/filters.tsx';
import { usePatch } from '../../state/use-search.ts';

interface Props {
  readonly from: string;
  readonly to: string;
  readonly as_of: string | undefined;
}

const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const momentOf = (text: string | undefined) => {
  const ms = Date.parse(`${text ?? ''}Z`);
  return Number.isNaN(ms) ? undefined : ms;
};
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

/** The days of a report, both included, and the moment as of which it is read. */
export function Period({ from, to, as_of }: Props) {
  const patch = usePatch();
  return (
    <Filters
      onSend={(given) => {
        const end = momentOf(`${given['to']}T00:00`);
        patch({
          from: iso(momentOf(`${given['from']}T00:00`)),
          to: iso(end === undefined ? undefined : end + dayMs),
          as_of: iso(momentOf(given['as_of'])),
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
      <label>
        As of (UTC){' '}
        <input
          type="datetime-local"
          name="as_of"
          step="1"
          key={as_of ?? ''}
          defaultValue={as_of === undefined ? '' : new Date(as_of).toISOString().slice(0, 19)}
        />
      </label>
      <button type="submit">Show</button>
    </Filters>
  );
}
