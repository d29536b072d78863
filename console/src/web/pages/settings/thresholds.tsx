import type { thresholdsRoute } from '../../../server/routes/settings.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useAnswer } from '../../state/use-answer.ts';

type Threshold = AnswerOf<typeof thresholdsRoute>['thresholds'][number];

const columns: readonly Column<Threshold>[] = [
  { id: 'name', header: 'Threshold', sort: ({ name }) => name, cell: ({ name }) => <code>{name}</code> },
  { id: 'value', header: 'Value', numeric: true, sort: ({ value }) => value, cell: ({ value }) => value },
  { id: 'words', header: 'What it decides', cell: ({ words }) => words },
];

/** Thresholds of detection in force. */
export function Thresholds() {
  const found = useAnswer<typeof thresholdsRoute>('/console/settings/thresholds', { live: false });
  return (
    <Answered of={found}>
      {({ version, thresholds }) => (
        <Section
          title="Thresholds of detection"
          note={`Release ${version} set them. They are the same for every group, so that a score means the same everywhere. Nobody changes them in a running instance.`}
        >
          <DataTable caption="Thresholds" rows={thresholds} columns={columns} rowKey={({ name }) => name} />
        </Section>
      )}
    </Answered>
  );
}
