import type { runQueryRoute } from '../../../server/routes/query.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Bars } from '../../charts/bars.tsx';
import { LineChart } from '../../charts/line-chart.tsx';
import { Section } from '../../parts/page.tsx';
import { durationText } from '../../state/time-text.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { shownText } from '../../state/visible.ts';
import { barRows, cellText, isNumber, isTime, timePoints, usualColumns } from './points.ts';
import { chartKinds, querySearch } from './search.ts';

export type Answer = AnswerOf<typeof runQueryRoute>;

const count = (value: number) => value.toLocaleString('en-US');

/** What the answer is: its rows, its time, and what was read for it. */
function inShort({ rows, more, ms, read_rows, read_bytes }: Answer): string {
  const found = more ? `The first ${count(rows.length)} rows; there are more` : `${count(rows.length)} rows`;
  const read = `${count(read_rows)} rows and ${(read_bytes / 1e6).toFixed(1)} MB read`;
  return `${found}, in ${durationText(ms)}. ${read}.`;
}

/** The answer as a table, and as a chart where the person chose one. */
export function Result({ answer }: { readonly answer: Answer }) {
  return (
    <Section title="Answer">
      <p role="status">{inShort(answer)}</p>
      {answer.more ? (
        <p className="note">
          The page shows no more than this. Group or limit the query; CSV has up to 50,000 rows. For more, use
          'npx ringtrace sql'.
        </p>
      ) : null}
      <Chart answer={answer} />
      <Table answer={answer} />
    </Section>
  );
}

const kindNames = { none: 'none', line: 'line over time', bars: 'bars' } as const;

function Chart({ answer }: { readonly answer: Answer }) {
  const { chart, tz, ...chosen } = usePageSearch(querySearch);
  const patch = usePatch();
  if (answer.rows.length === 0) return null;
  const usual = usualColumns(answer);
  const known = (name: string | undefined, fallback: string) =>
    answer.columns.some((column) => column.name === name) ? (name ?? fallback) : fallback;
  const [x, y] = [known(chosen.x, usual.x), known(chosen.y, usual.y)];
  const times = answer.columns.filter(({ type }) => isTime(type));
  const numbers = answer.columns.filter(({ type }) => isNumber(type));
  const across = chart === 'line' ? times : answer.columns;
  return (
    <>
      <div className="fields">
        <Choice
          label="Chart"
          value={chart}
          options={chartKinds.map((kind) => [kind, kindNames[kind]])}
          onChange={(value) => patch({ chart: value === 'none' ? undefined : value })}
        />
        {chart === 'none' ? null : (
          <>
            <Choice
              label="x"
              value={x}
              options={across.map(({ name }) => [name, shownText(name)])}
              onChange={(value) => patch({ x: value })}
            />
            <Choice
              label="y"
              value={y}
              options={numbers.map(({ name }) => [name, shownText(name)])}
              onChange={(value) => patch({ y: value })}
            />
          </>
        )}
      </div>
      {chart === 'line' ? (
        <LineChart
          title={`${y} over ${x}`}
          series={[{ name: y, kind: 'line', points: timePoints(answer, x, y) }]}
          unit={y}
          tz={tz}
          empty="A line needs a column of times and one of numbers."
        />
      ) : null}
      {chart === 'bars' ? (
        <Bars
          title={`${y} by ${x}`}
          rows={barRows(answer, x, y)}
          unit={y}
          empty="Bars need a column of numbers."
        />
      ) : null}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <label className="field">
    {label}
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map(([option, text], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
        <option key={i} value={option}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

function Table({ answer: { columns, rows, totals } }: { readonly answer: Answer }) {
  const cells = (row: readonly unknown[]) =>
    columns.map(({ type }, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other key
      <td key={i} className={isNumber(type) ? 'numeric' : undefined}>
        {row[i] === null ? <span className="faint">NULL</span> : shownText(cellText(row[i]))}
      </td>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section className="table-scroll" tabIndex={0} aria-label="Rows of the answer">
      <table>
        <thead>
          <tr>
            {columns.map(({ name, type }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <th scope="col" key={i} title={type} className={isNumber(type) ? 'numeric' : undefined}>
                {shownText(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of SQL have no key
            <tr key={i}>{cells(row)}</tr>
          ))}
        </tbody>
        {totals === null ? null : (
          <tfoot>
            <tr>{cells(totals)}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
