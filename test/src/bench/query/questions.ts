import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';

export interface Question {
  /** The question in words, as in docs/queries.md. */
  readonly question: string;
  readonly sql: string;
}

const section = /^## (\d+\. .+)\n\n```sql\n([^`]+)\n```/gm;

/** The questions of docs/queries.md. So what is documented is also what is measured and tested. */
export function questions(): Question[] {
  const text = readFileSync(join(projectRoot, 'docs', 'queries.md'), 'utf8');
  return [...text.matchAll(section)].map(([, question = '', sql = '']) => ({ question, sql }));
}
