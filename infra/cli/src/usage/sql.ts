import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'legs of each carrier',
      line: 'ringtrace sql "SELECT carrier, count() FROM cdr GROUP BY carrier"',
    },
    {
      does: 'a query in a file, its answer for a spreadsheet',
      line: 'ringtrace sql --file question.sql --format CSVWithNames > answer.csv',
    },
    { does: 'a query from standard input', line: 'echo "SELECT 1" | ringtrace sql -' },
  ],
  about: `Runs one query as the read-only user and streams the result to standard output. It has the limits of analysts: for a long one, add SETTINGS max_execution_time = 300 (seconds; docs/operations.md has all limits).

On a terminal, characters that would hide, move or reorder text are written out: \\u{1b}, in JSON \\u001b. Into a file or a pipe every byte goes as it is, but for CSV: a text that a spreadsheet would run as a formula, since it begins with = + - @, a tab or a line break, has a ' put before it. The other formats have it as it came.`,
  arguments: { query: { about: "the query in quotes; '-' is standard input", optional: true, many: true } },
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      about: "the query is in this file; '-' is standard input",
      path: 'file',
    },
    format: {
      type: 'string',
      value: 'NAME',
      about:
        'any format of ClickHouse; without it PrettyCompact on a terminal, TSVWithNames elsewhere. Often used',
      known: ['PrettyCompact', 'TSVWithNames', 'JSONEachRow', 'CSVWithNames', 'Vertical', 'Parquet'],
    },
    json: { type: 'boolean', about: 'the same as --format JSONEachRow' },
  },
});
