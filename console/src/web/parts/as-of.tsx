import { usePatch } from '../state/use-search.ts';
import { Filters } from './filters.tsx';

interface Props {
  readonly as_of: string | undefined;
}

/** The moment as of which figures are shown, kept in the address as `as_of`: what came later does not count. */
export function AsOf({ as_of }: Props) {
  const patch = usePatch();
  return (
    <Filters
      label="As of"
      onSend={({ as_of: given = '' }) => {
        const ms = Date.parse(`${given}Z`);
        patch({ as_of: Number.isNaN(ms) ? undefined : new Date(ms).toISOString() });
      }}
    >
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
      {as_of === undefined ? null : (
        <button type="button" onClick={() => patch({ as_of: undefined })}>
          Now
        </button>
      )}
    </Filters>
  );
}
