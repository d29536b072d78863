import { mappedFormat } from '../mapping/load.ts';

/**
 * BroadWorks: comma-separated with `\\` before a comma in a value, times in GMT. One record for each user's half of a
 * call. The first 25 columns are the same in all releases; what follows is not read. A line with the version and
 * records of type Start and End frame a file, and Interim ones tell of a call that goes on.
 */
export const broadworks = mappedFormat('broadworks', {
  rows: {
    quoting: 'backslash',
    columns: [
      'recordId',
      'serviceProvider',
      'type',
      'userNumber',
      'groupNumber',
      'direction',
      'callingNumber',
      'callingPresentationIndicator',
      'calledNumber',
      'startTime',
      'userTimeZone',
      'answerIndicator',
      'answerTime',
      'releaseTime',
      'terminationCause',
      'networkType',
      'carrierIdentificationCode',
      'dialedDigits',
      'callCategory',
      'networkCallType',
      'networkTranslatedNumber',
      'networkTranslatedGroup',
      'releasingParty',
      'route',
      'networkCallID',
    ],
    optional: 24,
    further: true,
  },
  time: { form: 'YYYYMMDDHHmmss[.SSS]', zone: 'UTC' },
  answered: { answerIndicator: ['Yes*'] },
  calls: { type: ['Normal'] },
  skip: [{ type: ['Start', 'End', 'Interim'] }, { recordId: ['version=*'] }],
  identity: ['recordId'],
  fields: {
    start_time: 'startTime',
    answer_time: 'answerTime',
    end_time: 'releaseTime',
    calling_number: 'callingNumber',
    called_number: ['calledNumber', 'dialedDigits'],
    ingress_trunk: { from: 'route', when: { direction: ['Terminating'] } },
    egress_trunk: { from: 'route', when: { direction: ['Originating'] } },
    customer: { from: 'serviceProvider', when: { direction: ['Originating'] } },
    sip_code: { from: 'terminationCause', table: 'q850' },
  },
});
