import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { referenceKinds } from '@ringtrace/enrich/reference-kinds';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson } from '../output.ts';

const kinds = referenceKinds.map(({ name }) => name);

export const reference: Command = {
  name: 'reference',
  summary: 'load reference data: providers, do-not-originate numbers',
  help: `Usage: ringtrace reference load KIND FILE [--json]

Puts a reference file in force, whole or not at all; the running workers take it up within seconds. Kinds: ${kinds.join(', ')}.
  providers  CSV with the header provider_id,name,ocns,member,country,rmd,shaken
  dno        one pattern of 3, 6, 7 or 10 digits a line, '#' starts a comment`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' } });
    const [verb, kind, file, extra] = positionals;
    if (verb !== 'load')
      throw new UsageError(verb === undefined ? "say 'load'" : `there is no 'reference ${verb}'`);
    if (kind === undefined || !kinds.includes(kind)) {
      throw new UsageError(`the kind is one of ${kinds.join(', ')}, not '${kind ?? ''}'`);
    }
    if (file === undefined) throw new UsageError('the file is missing');
    if (extra !== undefined) throw new UsageError('one file at a time');
    const loaded = await withStore('readWrite', ({ store }) => loadReferenceFile(store, kind, file));
    if (values.json) printJson(loaded);
    else if (loaded.changed)
      print(`${kind}: ${count(loaded.entries)} entries in force as version ${loaded.version}`);
    else
      print(
        `${kind}: the same ${count(loaded.entries)} entries are in force already (version ${loaded.version})`,
      );
    return 0;
  },
};
