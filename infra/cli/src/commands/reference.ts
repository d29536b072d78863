import { explainNumber } from '@ringtrace/enrich/explain';
import { type LoadedReference, loadReferenceFile, restoreReference } from '@ringtrace/enrich/load-file';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { referenceKinds } from '@ringtrace/enrich/reference-kinds';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson, table } from '../output.ts';
import { listReference } from '../reference-list.ts';
import { timeFrom } from '../time.ts';

const kinds = referenceKinds.map(({ name }) => name);

const help = `Usage: ringtrace reference load KIND FILE [--valid-from DATE] [--allow-shrink] [--json]
       ringtrace reference list [KIND] [--json]
       ringtrace reference restore KIND VERSION [--valid-from DATE] [--json]
       ringtrace reference explain NUMBER [--at TIME] [--json]

load      puts a reference file in force, whole or not at all; the running workers take it up within seconds
list      what is in force and how old it is; with a kind, every version of it
restore   puts an older version in force again
explain   what is known of a number, and which file says so

  --valid-from DATE  CDRs from this start_time on are enriched with it. Default: a kind's first file holds for all
                     CDRs, a later one from now on
  --allow-shrink     takes a file with half the entries of the one before, or fewer, or none
  --at TIME          explain with what was in force then. Default: now

Kinds:
${referenceKinds.map(({ name, layout }) => `  ${name.padEnd(13)} ${layout}`).join('\n')}`;

interface Options {
  readonly validFrom: number | undefined;
  readonly at: number;
  readonly allowShrink: boolean;
  readonly json: boolean;
}

type Verb = (args: readonly string[], options: Options) => Promise<void>;

const verbs: Readonly<Record<string, Verb>> = {
  async load([kind, file, ...extra], options) {
    if (file === undefined) throw new UsageError('say which KIND and FILE to load');
    if (extra.length > 0) throw new UsageError('one file at a time');
    const name = kindFrom(kind);
    report(
      await withStore('readWrite', ({ store }) => loadReferenceFile(store, name, file, options)),
      options,
    );
  },
  async restore([kind, version, ...extra], { validFrom, json }) {
    const name = kindFrom(kind);
    if (!/^[1-9]\d{0,8}$/.test(version ?? '') || extra.length > 0)
      throw new UsageError('say which KIND and VERSION to restore');
    const restored = await withStore('readWrite', ({ store }) =>
      restoreReference(store, name, Number(version), { validFrom }),
    );
    report(restored, { json });
  },
  async list([kind, ...extra], { json }) {
    if (extra.length > 0) throw new UsageError(`unexpected argument '${extra[0]}'`);
    const name = kind === undefined ? undefined : kindFrom(kind);
    const rows = await withStore('readOnly', ({ store }) => listReference(store, name));
    if (json) printJson(rows);
    else print(table(rows.map(({ loaded_at: _, ...row }) => row)));
  },
  async explain([number, ...extra], { at, json }) {
    const n = normaliseNumber(number ?? '');
    if (n === 0 || extra.length > 0) throw new UsageError("say which NUMBER, such as '+12025550123'");
    const facts = await withStore('readOnly', ({ store }) => explainNumber(store, n, at));
    if (json) printJson({ number: n, at: new Date(at).toISOString(), facts });
    else print(table(facts.map(({ fact, value, source }) => ({ fact, value, source }))));
  },
};

function kindFrom(kind: string | undefined): string {
  if (kind !== undefined && kinds.includes(kind)) return kind;
  throw new UsageError(`the kind is one of ${kinds.join(', ')}, not '${kind ?? ''}'`);
}

function report(loaded: LoadedReference, { json }: { readonly json: boolean }): void {
  const { kind, version, valid_from, entries, changed } = loaded;
  const since = valid_from === 0 ? 'all CDRs' : `CDRs from ${new Date(valid_from).toISOString()} on`;
  if (json) printJson({ ...loaded, valid_from: new Date(valid_from).toISOString() });
  else if (changed) print(`${kind}: ${count(entries)} entries in force as version ${version}, for ${since}`);
  else
    print(
      `${kind}: the same ${count(entries)} entries are in force already (version ${version}, for ${since})`,
    );
}

export const reference: Command = {
  help,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      json: { type: 'boolean' },
      'valid-from': { type: 'string' },
      'allow-shrink': { type: 'boolean' },
      at: { type: 'string' },
    });
    const [name, ...rest] = positionals;
    const verb = verbs[name ?? ''];
    if (verb === undefined) {
      throw new UsageError(
        name === undefined
          ? `say one of ${Object.keys(verbs).join(', ')}`
          : `there is no 'reference ${name}'`,
      );
    }
    const validFrom = values['valid-from'];
    await verb(rest, {
      validFrom: validFrom === undefined ? undefined : timeFrom('valid-from', validFrom),
      at: values.at === undefined ? Date.now() : timeFrom('at', values.at),
      allowShrink: values['allow-shrink'] ?? false,
      json: values.json ?? false,
    });
    return 0;
  },
};
