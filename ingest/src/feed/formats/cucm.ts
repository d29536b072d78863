import { mappedFormat } from '../mapping/load.ts';

/**
 * Cisco Unified Communications Manager: CDR files with a header; some releases write a second line of column types.
 * Times are seconds since 1970, 0 for none. Cause values are Q.850, the destination's before the origin's. Records of
 * type 2 are call-management records (CMR), which hold the media of a call that has a record of its own. A phone (its
 * device name begins with SEP) that was taken off the hook, without a digit dialled or an answer, has a record that is no
 * call; an attempt without a number that came in on a trunk is one.
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
