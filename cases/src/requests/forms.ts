import { visibleJson } from '@ringtrace/platform/visible';
import type { RequestMessage } from '@ringtrace/schemas/casework/request';
import { htmlOf } from './html.ts';
import { textOf } from './text.ts';

/** A message in its three forms, as it goes out. */
export interface Forms {
  readonly text: string;
  readonly json: string;
  readonly html: string;
}

export const formsOf = (message: RequestMessage): Forms => ({
  text: textOf(message),
  json: visibleJson(`${JSON.stringify(message, null, 2)}\n`),
  html: htmlOf(message),
});

/** Subject of a message by mail. It names the batch, so that a repeat is recognised. */
export function subjectOf({ batch, purpose, requests }: RequestMessage): string {
  const calls = requests.length === 1 ? '1 call' : `${requests.length} calls`;
  const due = requests.map((asked) => asked.due.utc).sort()[0] ?? '';
  const what = purpose === 'reminder' ? 'Reminder: traceback request' : 'Traceback request';
  return `${what} ${batch}: ${calls}, answer due ${due.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, ' UTC')}`;
}
