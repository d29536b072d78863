import type { Row } from '@ringtrace/cases/report/figure';
import { reportAsHtml } from '@ringtrace/cases/report/forms/html';
import { csvColumns, reportAsCsv, reportAsJson } from '@ringtrace/cases/report/forms/plain';
import { figureInWords, limitsOfReport, periodInWords, rowsShown } from '@ringtrace/cases/report/in-words';
import { type Covered, type Report, readReport } from '@ringtrace/cases/report/report';
import { withCases } from '../cases.ts';
import { command, UsageError } from '../command.ts';
import { measureAll, momentOfFigures } from '../measured.ts';
import { print, printCsv, printJson, table } from '../output.ts';
import { asOfFrom, endOf, timeFrom } from '../time.ts';
import { usage } from '../usage/report.ts';
import type { OptionValues } from '../usage.ts';

type Options = OptionValues<typeof usage.options>;

/** What a report covers. Throws UsageError where that is nothing. */
export function coveredBy(options: Pick<Options, 'from' | 'to' | 'as-of'>, now: number): Covered {
  const asOf = options['as-of'];
  const covered = {
    from: timeFrom('from', options.from),
    to: endOf('to', options.to),
    as_of: asOfFrom(asOf, now),
  };
  if (covered.to <= covered.from) throw new UsageError('--to must lie after --from');
  if (covered.as_of <= covered.from)
    throw new UsageError(
      asOf === undefined
        ? 'the period has not begun yet: --from lies in the future'
        : '--as-of must lie after --from: before it, nothing of the period had happened',
    );
  return covered;
}

const inCells = (row: Row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? 'none']));

function asText({ figures, ...covered }: Report): string {
  const width = Math.max(...figures.map(({ title }) => title.length));
  const lines = figures.flatMap((figure) => {
    const words = figureInWords(figure);
    return words === '' ? [] : [`${figure.title.padEnd(width)}  ${words}`];
  });
  const tables = figures
    .filter((figure) => figure.shape === 'table' || figure.shape === 'survival')
    .map((figure) => `${figure.title}\n${table(rowsShown(figure).map(inCells))}`);
  return [
    [...periodInWords(covered), ''].join('\n'),
    lines.join('\n'),
    '',
    tables.join('\n\n'),
    '',
    ...limitsOfReport,
    'Definitions and queries: --format html or json.',
  ].join('\n');
}

export const report = command(usage, async (_, options) => {
  const covered = coveredBy(options, Date.now());
  const found = await withCases(async ({ store, log }) => {
    const as_of = await momentOfFigures(options['as-of'], () => measureAll(store));
    return readReport(store, log, { ...covered, as_of });
  });
  switch (options.json ? 'json' : options.format) {
    case 'json':
      printJson(reportAsJson(found));
      break;
    case 'html':
      print(reportAsHtml(found).trimEnd());
      break;
    case 'csv':
      await printCsv(csvColumns, reportAsCsv(found));
      break;
    case 'text':
      print(asText(found));
  }
  return 0;
});
