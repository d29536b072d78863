import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    { does: 'a year', line: 'ringtrace report --from 2025-01-01 --to 2025-12-31' },
    {
      does: 'the same to print',
      line: 'ringtrace report --from 2025-01-01 --to 2025-12-31 --format html > report.html',
    },
    {
      does: 'as it stood in February',
      line: 'ringtrace report --from 2025-01-01 --to 2025-12-31 --as-of 2026-02-01',
    },
  ],
  about: `The figures that the registered traceback consortium publishes, and those behind them: tracebacks, providers identified, new and non-responsive ones, reasons for refusing, callers warned or terminated, hops, demands, times, categories and countries. Each figure has its definition and its query. docs/casework/report.md explains them.`,
  arguments: {},
  options: {
    from: { type: 'string', value: 'TIME', about: 'first day, or a time with its zone', required: true },
    to: {
      type: 'string',
      value: 'TIME',
      about: 'last day, which is included, or a time with its zone, which is not',
      required: true,
    },
    'as-of': {
      type: 'string',
      value: 'TIME',
      about:
        'as it stood then: a day (its first moment in UTC), or a time with its zone. What came later does not count. Without it, now',
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      about: '--json is the same as --format json',
      oneOf: ['text', 'json', 'html', 'csv'],
      default: 'text',
    },
    json,
  },
});
