import { Bars } from '../../charts/bars.tsx';
import { Badge } from '../../parts/badge.tsx';
import { countText } from '../../parts/count.ts';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import type { FeedAnswer } from './sources.tsx';

const secondsText = (s: number) => `${countText(Math.abs(s))} s ${s < 0 ? 'behind' : 'ahead'}`;

/** How far the carrier's clock is off, against those of the carriers that report the same calls. */
export function Clock({ feed: { clock, carrier } }: { readonly feed: FeedAnswer }) {
  const { offset_s, neighbors, differences } = clock;
  return (
    <Section title="Clock" note="From calls of the last three hours that another carrier reports too.">
      <p>
        {offset_s === null
          ? 'The offset is not known: too few calls are shared with others.'
          : `The clock of ${carrier} is ${secondsText(offset_s)}, by ${countText(neighbors)} ${neighbors === 1 ? 'carrier. Either of the two clocks may be wrong.' : 'carriers.'}`}
      </p>
      {differences === null || differences.length === 0 ? null : (
        <Bars
          title="Difference to the clock of each neighbor"
          description="Seconds by which one clock is ahead or behind, whichever way. The table says which."
          rows={differences.map(({ neighbor, ahead_s }) => ({
            label: `${neighbor}, ${secondsText(ahead_s)}`,
            value: Math.abs(ahead_s),
          }))}
          unit="seconds"
        />
      )}
    </Section>
  );
}

/** Folders that this machine watches for the carrier. */
export function Folders({ feed: { folders } }: { readonly feed: FeedAnswer }) {
  if (folders.length === 0) return null;
  return (
    <Section title="Folders of this machine" note="What 'ringtrace feed --watch' reads and sends.">
      <Rows
        caption="Folders"
        rows={folders}
        rowKey={({ directory, source }) => JSON.stringify([directory, source])}
        columns={[
          { header: 'Folder', cell: ({ directory }) => directory },
          { header: 'Source', cell: ({ source }) => source },
          {
            header: 'State',
            cell: ({ running, trouble }) => (
              <Badge kind={trouble !== '' ? 'bad' : running ? 'ok' : 'plain'}>
                {running ? 'running' : 'not running'}
              </Badge>
            ),
          },
          { header: 'Records', numeric: true, cell: ({ records }) => countText(records) },
          { header: 'Refused lines', numeric: true, cell: ({ refused }) => countText(refused) },
          {
            header: 'Batches waiting on disk',
            numeric: true,
            cell: ({ spooled_batches }) => countText(spooled_batches),
          },
          {
            header: 'Needs a look',
            cell: ({ damaged, trouble }) => [...damaged, ...(trouble === '' ? [] : [trouble])].join('; '),
          },
        ]}
      />
    </Section>
  );
}
