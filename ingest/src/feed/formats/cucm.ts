import { mappedFormat } from '../mapping/load.ts';

/**
 * Cisco Unified Communications Manager: CDR files with a header. Some releases write a second line with the types of
 * the columns.
 * Times are seconds since 1970; 0 means no time. Causes are Q.850; the destination's cause counts before the origin's.
 * Records of type 2 are call-management records (CMR). They describe the media of a call that has a record of its own.
 * A phone (its device name begins with SEP) that was taken off the hook, without a digit dialled or an answer, also has
 * a record, which is no call. An attempt without a called number that came in on a trunk is a call.
 */
export const cucm = mappedFormat('cucm', {
  rows: {},
  time: { form: 'epoch' },
  calls: { cdrRecordType: ['1'] },
  skip: [
    { cdrRecordType: ['2', 'INTEGER'] },
    {
      'origDeviceName?': ['SEP*'],
      'finalCalledPartyNumber?': [''],
      'originalCalledPartyNumber?': [''],
      'dateTimeConnect?': ['', '0'],
    },
  ],
  identity: ['pkid?'],
  fields: {
    start_time: 'dateTimeOrigination?',
    answer_time: 'dateTimeConnect?',
    end_time: 'dateTimeDisconnect?',
    calling_number: 'callingPartyNumber?',
    called_number: ['finalCalledPartyNumber?', 'originalCalledPartyNumber?'],
    ingress_trunk: ['origDeviceName?', 'origIpv4v6Addr?', { from: 'origIpAddr?', as: 'signed-ipv4' }],
    egress_trunk: ['destDeviceName?', 'destIpv4v6Addr?', { from: 'destIpAddr?', as: 'signed-ipv4' }],
    sip_code: [
      { from: 'destCause_value?', table: 'q850' },
      { from: 'origCause_value?', table: 'q850' },
    ],
  },
});
