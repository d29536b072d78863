import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [{ does: 'once all is stored', line: 'ringtrace status --wait-idle && ringtrace verify' }],
  about: `Reads the feed topics again up to what is committed, judges every record anew and compares with the store: the accounts (fed = accepted + dead letters; accepted = stored + superseded), every record at its highest revision, every rollup against cdr. Exits 1 on a difference. What is still on its way differs too: 'ringtrace status --wait-idle' first.`,
  arguments: {},
  options: { json },
});
