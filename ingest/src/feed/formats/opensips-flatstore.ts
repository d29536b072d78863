import { readCsvRows } from '../csv-rows.ts';
import type { FeedFormat, FeedReader, FeedRecord } from '../format.ts';
import { detectLayout } from '../layout.ts';
import { createCallTimes } from '../mapping/call-times.ts';
import { checkMapping } from '../mapping/check-mapping.ts';
import { createColumns } from '../mapping/columns.ts';
import { extended } from '../mapping/extend.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { checkColumns, createRowReader } from '../mapping/rows.ts';
import { zoneOf } from '../mapping/zone.ts';
import { flatstoreColumns } from './opensips-columns.ts';
import { createDialogs, type DialogRow, fieldOf } from './opensips-dialogs.ts';

/** A column that is added behind the others: the time of the BYE, or of the final response to a call that failed. */
const endTime = 'end_time';

const flatstore: Mapping = {
  rows: { separator: '|', quoting: 'backslash' },
  time: { form: 'epoch' },
  answered: { sip_code: ['200', '202'] },
  identity: ['callid'],
  hash: true,
  fields: {
    start_time: 'time',
    answer_time: 'time',
    end_time: endTime,
    calling_number: 'src_user?',
    called_number: 'dst_user?',
    ingress_trunk: 'src_ip?',
    sip_code: 'sip_code',
  },
};

/**
 * OpenSIPS' and Kamailio's `acc` records in flatstore files: `|` between columns, no header, seven standard columns,
 * then the site's own.
 * An answered call is an INVITE and a BYE. They may come in any order and in different files, because each process of
 * the proxy writes a file of its own. A failed call is an INVITE alone. `time` is the time of the final response, so
 * how long an answered call rang is not known. With a duration in the mapping, an INVITE alone is a complete call.
 */
export const opensipsFlatstore = flatstoreFormat('opensips-flatstore', flatstore);

function flatstoreFormat(name: string, mapping: Mapping): FeedFormat {
  const { columns } = mapping.rows ?? {};
  checkMapping(name, mapping);
  if (columns !== undefined) checkColumns(name, mapping, [...columns, endTime]);
  return {
    name,
    needsTimezone: mapping.time?.zone === 'local',
    extend: (file) => flatstoreFormat(name, extended(name, mapping, file)),
    open: (context) => openReader(name, mapping, zoneOf(mapping, context)),
  };
}

function openReader(name: string, mapping: Mapping, timezone: string | undefined): FeedReader {
  const { rows = {}, time } = mapping;
  const paired = time?.duration === undefined && time?.talk === undefined;
  const dialogs = createDialogs(paired);
  const readRow = createRowReader(mapping, createCallTimes(timezone));

  /** The record of a call. It gets the line number of the row that came last. */
  function recordOf(line: number, invite: DialogRow, bye: DialogRow | undefined): FeedRecord {
    const ended = paired ? fieldOf(bye ?? invite, 'time') : '';
    const fields = [...invite.columns.map((_, at) => invite.fields[at] ?? ''), ended];
    const row = { line, text: invite.text, fields };
    const read = readRow(row, [...invite.columns, endTime], invite.fields);
    return 'reason' in read && bye !== undefined ? { ...read, text: `${invite.text}\n${bye.text}` } : read;
  }

  function* recordsOf(row: DialogRow): Iterable<FeedRecord> {
    const outcome = dialogs.add(row);
    yield 'invite' in outcome ? recordOf(row.line, outcome.invite, outcome.bye) : outcome;
    yield* dialogs.givenUp();
  }

  return {
    async *read(raw, file) {
      const columnsOf = createColumns(name, rows, { columnsOf: flatstoreColumns });
      const { bytes, separator } = await detectLayout(raw, file, {
        format: name,
        separator: rows.separator,
      });
      for await (const row of readCsvRows(bytes, { ...rows, separator })) {
        if (!('fields' in row)) yield row;
        else {
          const columns = columnsOf(row);
          if (typeof columns !== 'string') yield* recordsOf({ ...row, file, columns });
          else if (columns !== 'header') yield { line: row.line, reason: columns, text: row.text };
        }
      }
    },
    unfinished: () => dialogs.waiting(),
  };
}
