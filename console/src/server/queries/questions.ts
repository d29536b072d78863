import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { projectRoot } from '@ringtrace/platform/config';
import { dayMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';

export interface Question {
  /** The question in words, as in docs/queries.md. */
  readonly question: string;
  readonly sql: string;
}

const section = /^## (\d+\. .+)\n\n```sql\n([^`]+)\n```/gm;

/** The questions of docs/queries.md. So what is documented is also what the console offers, and what is measured and tested. */
export function questions(): Question[] {
  const text = readFileSync(join(projectRoot, 'docs', 'queries.md'), 'utf8');
  return [...text.matchAll(section)].map(([, question = '', sql = '']) => ({ question, sql }));
}

/** The example call of docs/queries.md. */
const documented = {
  calling_number: 17_037_392_075,
  called_number: 13_034_407_048,
  call_ms: Date.parse('2026-03-03T18:59:31Z'),
} as const;

/** The day of the call, and the one after it. */
const documentedDays: readonly string[] = ['2026-03-03', '2026-03-04'];

/** A call that the store holds. */
export interface ExampleCall {
  /** E.164 digits; 0 = none is known. */
  readonly calling_number: number;
  /** ms since 1970. */
  readonly call_ms: number;
}

const text = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** SQL: the called number of the newest candidate of a caller. So a text that everybody may read holds no called number. */
const calledOf = (calling: number) =>
  `(SELECT called_number FROM traceback_candidates WHERE calling_number = ${calling} ORDER BY event_time DESC LIMIT 1)`;

/** A question about another call and its day. Times keep their distance from the call. */
export function askedOf({ question, sql }: Question, { calling_number, call_ms }: ExampleCall): Question {
  const day = Math.floor(call_ms / dayMs) * dayMs;
  const moved = sql
    .replaceAll(/'(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)'/g, (_, time: string) => {
      const away = Date.parse(`${time.replace(' ', 'T')}Z`) - documented.call_ms;
      return `'${text(call_ms + away)}'`;
    })
    .replaceAll(/'(\d{4}-\d\d-\d\d)'/g, (whole, date: string) => {
      const at = documentedDays.indexOf(date);
      return at < 0 ? whole : `'${text(day + at * dayMs).slice(0, 10)}'`;
    });
  if (calling_number === 0) return { question, sql: moved };
  return {
    question,
    sql: moved
      .replaceAll(String(documented.calling_number), String(calling_number))
      .replaceAll(String(documented.called_number), calledOf(calling_number)),
  };
}

/** The example call of the newest candidate. */
export const newestExample = defineQuery()({
  name: 'console: newest example call',
  row: z.object({ calling_number: z.number(), call_ms: z.number() }),
  sql: `SELECT calling_number, toUnixTimestamp64Milli(call_time) AS call_ms FROM traceback_candidates_store FINAL
ORDER BY event_time DESC LIMIT 1`,
});
