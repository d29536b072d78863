import { explainNumber } from '@ringtrace/enrich/explain';
import { type LoadedReference, loadReferenceFile, restoreReference } from '@ringtrace/enrich/load-file';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { command, group, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson, table } from '../output.ts';
import { listReference } from '../reference-list.ts';
import { timeFrom } from '../time.ts';
import { usage } from '../usage/reference.ts';

function report(loaded: LoadedReference, json: true | undefined): number {
  const { kind, version, valid_from, entries, changed } = loaded;
  const since = valid_from === 0 ? 'all CDRs' : `CDRs from ${new Date(valid_from).toISOString()} on`;
  if (json) printJson({ ...loaded, valid_from: new Date(valid_from).toISOString() });
  else if (changed) print(`${kind}: ${count(entries)} entries in force as version ${version}, for ${since}`);
  else
    print(
      `${kind}: the same ${count(entries)} entries are in force already (version ${version}, for ${since})`,
    );
  return 0;
}

const { load, list, restore, explain } = usage.subcommands;

const timeOf = (option: string, text: string | undefined) =>
  text === undefined ? undefined : timeFrom(option, text);

export const reference = group('reference', usage, {
  load: command(load, async ({ kind, file }, { json, ...options }) => {
    const validFrom = timeOf('valid-from', options['valid-from']);
    const allowShrink = options['allow-shrink'] ?? false;
    const loaded = await withStore('readWrite', ({ store }) =>
      loadReferenceFile(store, kind, file, { validFrom, allowShrink }),
    );
    return report(loaded, json);
  }),
  restore: command(restore, async ({ kind, version }, { json, ...options }) => {
    const validFrom = timeOf('valid-from', options['valid-from']);
    const restored = await withStore('readWrite', ({ store }) =>
      restoreReference(store, kind, version, { validFrom }),
    );
    return report(restored, json);
  }),
  list: command(list, async ({ kind }, { json }) => {
    const rows = await withStore('readOnly', ({ store }) => listReference(store, kind));
    if (json) printJson(rows);
    else print(table(rows.map(({ loaded_at: _, ...row }) => row)));
    return 0;
  }),
  explain: command(explain, async ({ number }, { json, ...options }) => {
    const at = timeOf('at', options.at) ?? Date.now();
    const n = normaliseNumber(number);
    if (n === 0) throw new UsageError("NUMBER is a telephone number, such as '+12025550123'");
    const facts = await withStore('readOnly', ({ store }) => explainNumber(store, n, at));
    if (json) printJson({ number: n, at: new Date(at).toISOString(), facts });
    else print(table(facts.map(({ fact, value, source }) => ({ fact, value, source }))));
    return 0;
  }),
});
