import { mappedFormat } from '../mapping/load.ts';

/**
 * BroadWorks: columns separated by commas, with `\` before a comma inside a value. Times are in GMT. Each record is
 * one user's half of a call.
 * The first 25 columns are the same in all releases. Later columns are not read. The line with the version, records of
 * type Start and End (which frame a file) and of type Interim (a call that goes on) are only counted.
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
