import { mappedFormat } from '../mapping/load.ts';

/**
 * FreeSWITCH's `mod_cdr_csv` with its template `example` or `sql`, without a header. It has 15 columns, 13 in older
 * releases. Columns that a site's template adds at the end are not read.
 * call_id is the uuid with a hash of the row. So rows of a template with another order of columns never overwrite each
 * other.
 */
export const freeswitchCsv = mappedFormat('freeswitch-csv', {
  rows: {
    // The template `sql` writes the same columns as an SQL statement.
    line: '^\\s*INSERT INTO \\S+ VALUES\\s*\\((.*)\\);?\\s*$|^(?!\\s*INSERT INTO )(.*)$',
    columns: [
      'caller_id_name',
      'caller_id_number',
      'destination_number',
      'context',
      'start_stamp',
      'answer_stamp',
      'end_stamp',
      'duration',
      'billsec',
      'hangup_cause',
      'uuid',
      'bleg_uuid',
      'accountcode',
      'read_codec',
      'write_codec',
    ],
    optional: 2,
    further: true,
  },
  time: { form: 'YYYY-MM-DD HH:mm:ss', zone: 'local', duration: 'duration?', talk: 'billsec?' },
  identity: ['uuid'],
  hash: true,
  fields: {
    start_time: 'start_stamp',
    answer_time: 'answer_stamp',
    end_time: 'end_stamp',
    calling_number: 'caller_id_number',
    called_number: 'destination_number',
    customer: 'accountcode?',
    sip_code: { from: 'hangup_cause', table: 'hangup-causes' },
    caller_name: { from: 'caller_id_name?', pattern: `^'([^]*)'$|^([^]*)$` },
  },
});
