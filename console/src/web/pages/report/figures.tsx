import { PageLink } from '../../parts/link.tsx';
import { Section } from '../../parts/page.tsx';
import { Preformatted } from '../../parts/preformatted.tsx';
import { Rows } from '../../parts/rows.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import { FigureChart } from './chart.tsx';
import type { Figure } from './figure.ts';

/** The query of a figure, and the way to run it. */
function TheQuery({ figure: { title, sql } }: { readonly figure: Figure }) {
  const may = useMay('query');
  return (
    <details className="query">
      <summary>Query</summary>
      <Preformatted label={`Query of ${title}`}>{sql}</Preformatted>
      {may ? <PageLink to={addresses.query({ sql })}>Run it on the page Query</PageLink> : null}
    </details>
  );
}

/** Counts, shares and means: a line each. */
export function KeyFigures({ figures }: { readonly figures: readonly Figure[] }) {
  const key = figures.filter(({ shape }) => shape !== 'table' && shape !== 'survival');
  return (
    <Section title="Key figures">
      <Rows
        caption="Key figures"
        rows={key}
        rowKey={({ name }) => name}
        columns={[
          { header: 'Figure', cell: ({ title }) => title },
          { header: 'Value', cell: ({ in_words }) => <strong>{in_words}</strong> },
          {
            header: 'What it is',
            cell: (figure) => (
              <>
                {figure.definition}
                <TheQuery figure={figure} />
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** A figure of several rows: its words, its picture and its rows. */
export function FigureSection({ figure }: { readonly figure: Figure }) {
  const { title, definition, in_words, rows } = figure;
  const columns = Object.keys(rows[0] ?? {});
  const isNumber = (column: string) => rows.every((row) => typeof row[column] === 'number');
  return (
    <Section title={title} note={definition}>
      {in_words === '' ? null : <p>{in_words}</p>}
      <FigureChart figure={figure} />
      {rows.length === 0 ? (
        in_words === '' && <p>None.</p>
      ) : (
        <Rows
          caption={title}
          rows={rows.map((row, i) => ({ row, i }))}
          rowKey={({ i }) => String(i)}
          columns={columns.map((column) => ({
            header: column.replaceAll('_', ' '),
            numeric: isNumber(column),
            cell: ({ row }: { readonly row: Figure['rows'][number] }) => {
              const value = row[column];
              return value === null || value === undefined ? 'none' : value.toLocaleString('en-US');
            },
          }))}
        />
      )}
      <TheQuery figure={figure} />
    </Section>
  );
}
