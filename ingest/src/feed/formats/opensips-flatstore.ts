import { readCsvRows } from '../csv-rows.ts';
import type { FeedFormat, FeedReader, FeedRecord } from '../format.ts';
import { createCallTimes } from '../mapping/call-times.ts';
import { createColumns } from '../mapping/columns.ts';
import { extended } from '../mapping/extend.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { checkColumns, createRowReader } from '../mapping/rows.ts';
import { zoneOf } from '../mapping/zone.ts';
import { createDialogs, type DialogRow } from './opensips-dialogs.ts';

const standard = ['method', 'from_tag', 'to_tag', 'callid', 'sip_code', 'sip_reason', 'time'];
/** Not in the file: when the dialog's BYE came. */
const byeTime = 'bye_time';

const flatstore: Mapping = {
  rows: {
    separator: '|',
    quoting: 'backslash',
    layouts: [
      // Kamailio's default configuration.
      [...standard, 'src_user', 'src_domain', 'src_ip', 'dst_ouser', 'dst_user', 'dst_domain'],
      // CGRateS' with OpenSIPS.
      [...standard, 'cgr_reqtype', 'src_user', 'dst_user', 'cgr_supplier', 'dialog_id'],
    ],
  },
  time: { form: 'epoch' },
  answered: { sip_code: ['200', '202'] },
  identity: ['callid'],
  hash: true,
  fields: {
    start_time: 'time',
    answer_time: 'time',
    end_time: [byeTime, 'time'],
    calling_number: 'src_user',
    called_number: 'dst_user',
    ingress_trunk: 'src_ip?',
    sip_code: 'sip_code',
  },
};

/**
 * OpenSIPS' and Kamailio's `acc` records in flatstore files: `|` between columns, no header, seven standard columns and
 * the site's own behind them. An answered call is an INVITE and a BYE, in whatever order and files, because each
 * process writes its own; a failed one is an INVITE alone. `time` is when the final response came, so that of an
 * answered call the ringing before isn't known. With a duration in the mapping, an INVITE says all by itself.
 */
export const opensipsFlatstore = flatstoreFormat('opensips-flatstore', flatstore);

function flatstoreFormat(name: string, mapping: Mapping): FeedFormat {
  const { rows = {} } = mapping;
  const layouts = rows.layouts ?? (rows.columns === undefined ? [] : [rows.columns]);
  for (const columns of layouts) checkColumns(name, mapping, [...columns, byeTime]);
  return {
    name,
    needsTimezone: mapping.time?.zone === 'local',
    extend: (file) => flatstoreFormat(name, extended(name, mapping, file)),
    open: (context) => openReader(name, mapping, zoneOf(mapping, context), layouts),
  };
}

function openReader(
  name: string,
  mapping: Mapping,
  timezone: string | undefined,
  layouts: readonly (readonly string[])[],
): FeedReader {
  const { rows = {}, time } = mapping;
  const dialogs = createDialogs(time?.duration === undefined);
  const readRow = createRowReader(mapping, createCallTimes(timezone));
  const withBye = new Map(layouts.map((columns) => [columns, [...columns, byeTime]]));

  /** The record of an INVITE and what ended its dialog. */
  function* record(invite: DialogRow, bye: DialogRow | undefined): Iterable<FeedRecord> {
    const columns = withBye.get(invite.columns) ?? invite.columns;
    const padded = invite.columns.map((_, at) => invite.fields[at] ?? '');
    const row = { ...invite, fields: [...padded, bye?.fields[invite.columns.indexOf('time')] ?? ''] };
    const read = readRow(row, columns, invite.fields);
    if (!('reason' in read) || bye === undefined) yield read;
    else yield { ...read, text: `${invite.text}\n${bye.text}` };
    if (bye !== undefined) yield { line: bye.line, skipped: true };
  }

  return {
    async *read(source, file) {
      const columnsOf = createColumns(name, rows, layouts, {});
      for await (const row of readCsvRows(source, rows)) {
        if (!('fields' in row)) yield row;
        else {
          const columns = columnsOf(row);
          if (columns === 'header') continue;
          if (typeof columns === 'string') yield { line: row.line, reason: columns, text: row.text };
          else {
            const outcome = dialogs.add({ ...row, file, columns });
            if ('record' in outcome) yield outcome.record;
            else if ('invite' in outcome) yield* record(outcome.invite, outcome.bye);
            yield* dialogs.overflow();
          }
        }
      }
    },
    unfinished: () => dialogs.waiting(),
  };
}
