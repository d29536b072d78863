import { fieldText, msOfField } from '../state/time-text.ts';
import { usePatch } from '../state/use-search.ts';
import { Filters } from './filters.tsx';

interface Props {
  readonly as_of: string | undefined;
}

/** The field of a form for the moment as of which figures are shown. */
export const AsOfField = ({ as_of }: Props) => (
  <label>
    As of (UTC){' '}
    <input
      type="datetime-local"
      name="as_of"
      step="1"
      key={as_of ?? ''}
      defaultValue={as_of === undefined ? '' : fieldText(Date.parse(as_of), 'utc')}
    />
  </label>
);

/** ISO 8601 of such a field, which is in UTC; undefined where it is empty or no time. */
export function isoOfField(text = ''): string | undefined {
  const ms = msOfField(text, 'utc');
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** The moment as of which figures are shown, kept in the address as `as_of`: what came later does not count. */
export function AsOf({ as_of }: Props) {
  const patch = usePatch();
  return (
    <Filters label="As of" onSend={({ as_of: given }) => patch({ as_of: isoOfField(given) })}>
      <AsOfField as_of={as_of} />
      <button type="submit">Show</button>
      {as_of === undefined ? null : (
        <button type="button" onClick={() => patch({ as_of: undefined })}>
          Now
        </button>
      )}
    </Filters>
  );
}
