import type { Dashboard } from '../panel.ts';

const quantile = (share: number, name: string, by: string) =>
  `histogram_quantile(${share}, sum by (${by}) (rate(${name}_bucket[5m])))`;

export const ingest: Dashboard = {
  name: 'ingest',
  title: 'ingest workers',
  about: 'From the feed topics into the store.',
  panels: [
    {
      kind: 'metrics',
      title: 'Messages that wait, by carrier',
      about:
        'Messages that the group has not committed. A line that only rises means that ingest cannot keep up.',
      lines: { '{{carrier}}': 'max by (carrier) (ringtrace_ingest_consumer_lag_messages)' },
    },
    {
      kind: 'metrics',
      title: 'From the broker to the store',
      about: "From the broker's timestamp of a message to its commit.",
      unit: 's',
      lines: {
        'half of all': quantile(0.5, 'ringtrace_ingest_delay_seconds', 'le'),
        '95 of 100': quantile(0.95, 'ringtrace_ingest_delay_seconds', 'le'),
      },
    },
    {
      kind: 'metrics',
      title: 'Time of an insert, 95 of 100',
      about: 'One acknowledged insert, by table.',
      unit: 's',
      lines: { '{{table}}': quantile(0.95, 'ringtrace_ingest_insert_duration_seconds', 'le, table') },
    },
    {
      kind: 'metrics',
      title: 'Inserts that failed',
      about: 'Each is tried again. Nothing is lost, and nothing goes on meanwhile.',
      unit: 'ops',
      lines: { '{{table}}': 'sum by (table) (rate(ringtrace_ingest_insert_failures_total[5m]))' },
    },
    {
      kind: 'metrics',
      title: 'CDRs of a block, half of all',
      about: 'Larger blocks cost less each. Small blocks are usual where little comes.',
      lines: { block: quantile(0.5, 'ringtrace_ingest_block_rows', 'le') },
    },
    {
      kind: 'metrics',
      title: 'Blocks stored twice',
      about:
        'Partitions changed hands between insert and commit, so the messages came again. It changes nothing that is stored.',
      unit: 'ops',
      lines: { blocks: 'sum(rate(ringtrace_ingest_blocks_replayed_total[5m]))' },
    },
    {
      kind: 'metrics',
      title: 'CPU of the workers',
      about: 'Seconds of CPU a second, by process.',
      unit: 'percentunit',
      lines: { '{{job}} {{instance}}': 'rate(process_cpu_seconds_total{job=~"ringtrace-.*"}[5m])' },
    },
    {
      kind: 'metrics',
      title: 'Memory of the workers',
      about: 'Resident memory in bytes, by process.',
      lines: { '{{job}} {{instance}}': 'process_resident_memory_bytes{job=~"ringtrace-.*"}' },
    },
  ],
};
