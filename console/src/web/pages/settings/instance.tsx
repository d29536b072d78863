import type { instanceRoute } from '../../../server/routes/settings.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';

const gigabytes = (bytes: number) =>
  `${(bytes / 1e9).toLocaleString('en-US', { maximumFractionDigits: 1 })} GB`;
const kinds: Readonly<Record<string, 'ok' | 'warn'>> = { ready: 'ok', 'not ready': 'warn' };

/** How this instance fares: version, workers, what fails, disk. */
export function Instance() {
  const found = useAnswer<typeof instanceRoute>('/console/settings/instance');
  return (
    <Answered of={found}>
      {({ version, license, home, services, workers, failing, disk }) => (
        <>
          <Section title="This Ringtrace">
            <Facts
              items={[
                ['Version', version],
                ['License', license],
                ['Home', home],
                ['Kafka', services.kafka],
                ['ClickHouse', services.store],
                [
                  'Disk of the home',
                  disk === null ? (
                    'not known'
                  ) : (
                    <span key="d">
                      {gigabytes(disk.free_bytes)} of {gigabytes(disk.bytes)} free{' '}
                      {disk.nearly_full ? <Badge kind="bad">nearly full</Badge> : null}
                    </span>
                  ),
                ],
              ]}
            />
          </Section>
          <Section
            title="Workers"
            note="By their own /ready. A worker that runs on another machine is not listed here."
          >
            {workers.length === 0 ? (
              <p>No worker of this home runs.</p>
            ) : (
              <Rows
                caption="Workers"
                rows={workers}
                rowKey={({ name }) => name}
                columns={[
                  { header: 'Worker', cell: ({ name }) => name },
                  {
                    header: 'State',
                    cell: ({ status }) => <Badge kind={kinds[status] ?? 'bad'}>{status}</Badge>,
                  },
                  { header: 'Why', cell: ({ why }) => why },
                ]}
              />
            )}
          </Section>
          <Section
            title="What fails now"
            note="What has failed in a row and has not gone well since, of workers on whatever machine."
          >
            {failing === null ? <p>The store does not answer, so this is not known.</p> : null}
            {failing?.length === 0 ? <p>Nothing.</p> : null}
            {failing === null || failing.length === 0 ? null : (
              <Rows
                caption="What fails"
                rows={failing}
                rowKey={({ worker, host, what }) => JSON.stringify([worker, host, what])}
                columns={[
                  { header: 'Worker', cell: ({ worker, host }) => `${worker} on ${host}` },
                  { header: 'What', cell: ({ what }) => what },
                  { header: 'Reason', cell: ({ reason }) => reason },
                  { header: 'Since', cell: ({ since }) => <Time at={since} /> },
                  { header: 'Times', numeric: true, cell: ({ times }) => times.toLocaleString('en-US') },
                ]}
              />
            )}
          </Section>
        </>
      )}
    </Answered>
  );
}
