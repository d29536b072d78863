import { givenTime } from '@ringtrace/cases/api/given-time';
import { InputError } from '@ringtrace/cases/api/input';
import { time } from '@ringtrace/cases/api/shapes';
import { csvOf } from '@ringtrace/cases/refer/csv';
import { waitedIn } from '@ringtrace/cases/report/charts/of-figure';
import type { Figure } from '@ringtrace/cases/report/figure';
import { reportAsHtml } from '@ringtrace/cases/report/forms/html';
import { csvColumns, reportAsCsv, reportAsJson } from '@ringtrace/cases/report/forms/plain';
import { figureInWords, limitsOfReport, periodInWords, rowsShown } from '@ringtrace/cases/report/in-words';
import type { Report } from '@ringtrace/cases/report/report';
import { median, survival } from '@ringtrace/cases/report/survival';
import { visible, visibleIn } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { defineRoute, nothing } from '../route/define.ts';
import type { Work } from '../route/work.ts';
import { momentFrom } from './providers.ts';

const tag = 'Report';

const covered = z.strictObject({
  from: givenTime.describe('First moment of the period'),
  to: givenTime.describe('First moment behind the period'),
  as_of: givenTime.optional().describe('What came later does not count; left out = now'),
});

/** Throws InputError. */
function reportOf(work: Work, { from, to, as_of }: z.output<typeof covered>): Promise<Report> {
  const period = { from: Date.parse(from), to: Date.parse(to) };
  const moment = momentFrom(work, as_of);
  if (period.to <= period.from) throw wrong('to', 'it must lie behind from');
  if (moment <= period.from) throw wrong('from', 'at that moment nothing of the period had happened yet');
  return work.office.report(period, moment);
}

const wrong = (field: string, message: string) => new InputError('query', [{ field, message }]);

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

export const reportRoute = defineRoute({
  method: 'get',
  path: '/console/report',
  tag,
  summary: 'The report of a period, as of any date, with each figure as it is shown',
  needs: 'look',
  params: nothing,
  query: covered,
  body: nothing,
  out: z.object({
    from: time,
    to: time,
    as_of: time,
    period: z.array(z.string()).describe('What it covers, in words'),
    figures: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        definition: z.string(),
        shape: z.enum(['count', 'mean', 'share', 'table', 'survival']),
        in_words: z.string().describe("'' = a table"),
        sql: z.string().describe('It can be run as it stands'),
        rows: z.array(row).describe('As they are shown'),
        curve: z
          .array(z.object({ hours: z.number(), share: z.number(), at_risk: z.number() }))
          .describe('Of a time: the share that had ended after so many hours'),
        median_hours: z.number().nullable(),
      }),
    ),
    limits: z.array(z.string()).describe('What a reader must know before quoting the report'),
  }),
  async handle({ office: work, query }) {
    const { figures, ...said } = await reportOf(work, query);
    return {
      ...said,
      period: [...periodInWords(said)],
      figures: figures.map(shown),
      limits: [...limitsOfReport],
    };
  },
});

function shown(figure: Figure) {
  const steps = figure.shape === 'survival' ? survival(waitedIn(figure)) : [];
  const { name, title, definition, shape, sql } = figure;
  return {
    name,
    title,
    definition,
    shape,
    sql,
    in_words: visible(figureInWords(figure)),
    rows: rowsShown(figure).map((one) => visibleIn({ ...one })),
    curve: steps.map(({ hours, share, at_risk }) => ({ hours, share, at_risk })),
    median_hours: median(steps),
  };
}

const written = z.object({ text: z.string() });

/** A report as a file. */
function fileRoute(
  form: string,
  type: string,
  summary: string,
  write: (report: Report) => string | Promise<string>,
) {
  return defineRoute({
    method: 'get',
    path: `/console/report.${form}`,
    tag,
    summary,
    needs: 'look',
    sends: type.replace(/;.*/, ''),
    params: nothing,
    query: covered,
    body: nothing,
    out: written,
    async handle({ office: work, query }) {
      return { text: await write(await reportOf(work, query)) };
    },
    reply: ({ result, shown }, status, headers) =>
      new Response(written.parse(shown(result)).text, {
        status,
        headers: {
          ...headers,
          'content-type': type,
          'content-disposition': `attachment; filename="traceback-report.${form}"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      }),
  });
}

export const reportFiles = [
  fileRoute('html', 'text/html; charset=utf-8', 'The report as one file that prints', reportAsHtml),
  fileRoute('csv', 'text/csv; charset=utf-8; header=present', 'The report with one value a line', asCsv),
  fileRoute('json', 'application/json; charset=utf-8', 'The report for programs', (report) =>
    JSON.stringify(reportAsJson(report), null, 2),
  ),
] as const;

async function asCsv(report: Report): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of csvOf(
    csvColumns,
    reportAsCsv(report).map((line) => line.map((cell) => cell ?? '')),
  ))
    pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
