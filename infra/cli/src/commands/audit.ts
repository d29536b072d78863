import { createWriteStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CopyCheck, compareWithCopy } from '@ringtrace/cases/audit/copy';
import { type AuditFilter, auditEntries } from '@ringtrace/cases/audit/entries';
import { exportLines } from '@ringtrace/cases/audit/export-file';
import type { AuditCheck } from '@ringtrace/cases/audit/found';
import { dataOf, shownEntry } from '@ringtrace/cases/audit/shown';
import { verifyExport, verifyLog } from '@ringtrace/cases/audit/verify';
import { backUp } from '@ringtrace/cases/log/backup';
import type { CaseLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { csvOf } from '@ringtrace/cases/refer/csv';
import { calledNumbersIn, recordNumbersRead } from '@ringtrace/cases/refer/hand-reading';
import { visible, visibleJson } from '@ringtrace/platform/visible';
import { actorOf, withLog } from '../cases.ts';
import { command, group, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson, say, table } from '../output.ts';
import { periodOf } from '../time.ts';
import { usage } from '../usage/audit.ts';
import type { OptionValues } from '../usage.ts';

type Options = OptionValues<typeof usage.alone.options>;

export const audit = group(
  'audit',
  usage,
  {
    verify: command(usage.subcommands.verify, async (_, { file, head = '', json }) => {
      if (head !== '' && !/^[0-9a-f]{64}$/.test(head))
        throw new UsageError("--head takes the 64 letters and digits of an entry's hash");
      const check = file === undefined ? await checkOwn(head) : await verifyExport(file, head);
      tell(check, json === true);
      return check.faults.length === 0 ? 0 : 1;
    }),
    rebuild: command(usage.subcommands.rebuild, async (_, { json }) => {
      const entries = await withLog(async (log) => {
        log.rebuildIndexes();
        return log.last()?.sequence ?? 0;
      }, 'write');
      if (json) printJson({ entries });
      else print(`The indexes are made anew from ${count(entries)} entries.`);
      return 0;
    }),
    export: command(usage.subcommands.export, async ({ file }, options) => {
      const bytes = options['without-bytes'] !== true;
      if (existsSync(file)) throw new Error(`${file} exists already: name a new file`);
      const entries = await withLog(async (log) => {
        const numbers = log.read((reader) => reader.ids('traceback').length);
        recordNumbersRead(log, actorOf(options), `the whole log, exported to ${file}`, numbers);
        await pipeline(
          Readable.from(exportLines(log, bytes)),
          createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
        );
        return log.last()?.sequence ?? 0;
      }, 'write');
      if (options.json) printJson({ file, entries, bytes });
      else
        print(
          `${count(entries)} entries in ${visible(file)}; check them with: ringtrace audit verify --file ${visible(file)}`,
        );
      return 0;
    }),
    backup: command(usage.subcommands.backup, async ({ file }, { json }) => {
      const entries = await withLog(async (_, { RINGTRACE_HOME }) => backUp(logFile(RINGTRACE_HOME), file));
      if (json) printJson({ file, entries });
      else print(`${count(entries)} entries in ${visible(file)}`);
      return 0;
    }),
  },
  command(usage.alone, async (_, options) => {
    const format = options.json ? 'jsonl' : options.format;
    const filter = {
      ...periodOf(options),
      actor: options.actor ?? '',
      about: options.about ?? '',
    };
    await withLog((log) => list(log, filter, format, options), options.numbers ? 'write' : 'read');
    return 0;
  }),
);

/** Lists entries as they are read: the log may be longer than memory. */
async function list(log: CaseLog, filter: AuditFilter, format: Options['format'], options: Options) {
  const inFull = options.numbers === true;
  if (inFull) {
    const numbers = new Set([...auditEntries(log, filter)].flatMap((row) => calledNumbersIn(dataOf(row))))
      .size;
    recordNumbersRead(
      log,
      actorOf(options),
      `audit${filter.about === '' ? '' : ` about ${filter.about}`}`,
      numbers,
    );
  }
  const shown = auditEntries(log, filter).map((row) => shownEntry(row, inFull));
  if (format === 'table') print(inTable([...shown], filter));
  else if (format === 'jsonl') await out(shown.map((one) => `${visibleJson(JSON.stringify(one))}\n`));
  else await out(csvOf(csvColumns, shown.map(inColumns)));
}

function inTable(rows: readonly ReturnType<typeof shownEntry>[], filter: AuditFilter): string {
  if (rows.length === 0 && filter.about !== '')
    return `No entry that was asked for is of '${visible(filter.about)}', or names it.`;
  if (rows.length === 0) return 'No such entries.';
  return table(
    rows.map(({ sequence, at, actor, type, kind, id, reason }) => ({
      entry: String(sequence),
      at,
      actor,
      what: type.replaceAll('_', ' '),
      thing: `${kind} ${id}`,
      reason,
    })),
  );
}

const csvColumns = [
  'sequence',
  'at',
  'actor',
  'reason',
  'type',
  'kind',
  'id',
  'version',
  'data',
  'hash',
] as const;
const inColumns = (one: ReturnType<typeof shownEntry>) =>
  csvColumns.map((name) => (name === 'data' ? visibleJson(JSON.stringify(one.data)) : one[name]));

const out = (pieces: Iterable<string> | AsyncIterable<Uint8Array>) =>
  pipeline(Readable.from(pieces), process.stdout, { end: false });

type Checked = AuditCheck & { readonly copy: string };

/** Checks the log of this instance, and its copy where the store can be reached. */
const checkOwn = (head: string): Promise<Checked> =>
  withLog(async (log) => {
    const check = verifyLog(log, head);
    const compared = await copyCheck(log);
    if (typeof compared === 'string') return { ...check, copy: compared };
    const { behind, faults } = compared;
    return {
      ...check,
      faults: [...check.faults, ...faults],
      copy:
        behind === 0
          ? 'the copy in the store was compared'
          : `the copy in the store lacks the last ${behind} entries`,
    };
  });

async function copyCheck(log: CaseLog): Promise<CopyCheck | string> {
  try {
    return await withStore('readOnly', ({ store }) => compareWithCopy(log, store));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `the copy in the store was not compared: ${reason}`;
  }
}

function tell(check: AuditCheck | Checked, json: boolean): void {
  if (json) {
    printJson(check);
    return;
  }
  for (const fault of check.faults) print(visible(fault));
  print(
    check.faults.length === 0
      ? `${count(check.events)} entries are as they were written. The last hash is ${check.head}`
      : `The log is not as it was written: ${count(check.faults.length)} differences.`,
  );
  if ('copy' in check) say(visible(check.copy));
}
