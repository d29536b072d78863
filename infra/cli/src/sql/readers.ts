import { forSpreadsheets } from '@ringtrace/platform/spreadsheets';
import { visibleJson, visibleLines } from '@ringtrace/platform/visible';

type Bytes = AsyncIterable<Uint8Array>;
type Pass = (answer: Bytes) => Bytes;

/** What stands between an answer in a ClickHouse format and who reads it: a terminal, or a file or pipe. */
export function forReaders(format: string, terminal: boolean): Pass {
  const cells: Pass = format.startsWith('CSV') ? forSpreadsheets : (answer) => answer;
  if (!terminal) return cells;
  const show = format.includes('JSON') ? visibleJson : visibleExceptTabs;
  return (answer) => shown(cells(answer), show);
}

/** Tabs part the columns of some formats, and do no harm. */
const visibleExceptTabs = (text: string) => text.split('\t').map(visibleLines).join('\t');

async function* shown(answer: Bytes, show: (text: string) => string): Bytes {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const bytes of answer) yield Buffer.from(show(decoder.decode(bytes, { stream: true })));
  yield Buffer.from(show(decoder.decode()));
}
