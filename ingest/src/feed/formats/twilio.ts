import { mappedFormat } from '../mapping/load.ts';

/**
 * Twilio's Call resource: single objects, arrays, or list pages with `calls`. The `duration` of a completed call is its
 * talk time. Calls that have not ended are skipped: a later page has them complete.
 */
export const twilio = mappedFormat('twilio', {
  documents: { list: 'calls' },
  time: { form: 'rfc2822', talk: 'duration' },
  answered: { status: ['completed'] },
  calls: { status: ['completed', 'busy', 'failed', 'no-answer', 'canceled'] },
  skip: { status: ['queued', 'initiated', 'ringing', 'in-progress'] },
  identity: ['sid'],
  fields: {
    start_time: ['start_time', { from: 'start_time', time: 'iso' }, 'date_created'],
    end_time: ['end_time', { from: 'end_time', time: 'iso' }, 'start_time', 'date_created'],
    calling_number: 'from',
    called_number: 'to',
    ingress_trunk: { from: 'trunk_sid', when: { direction: ['trunking-terminating'] } },
    egress_trunk: { from: 'trunk_sid', when: { direction: ['trunking-originating'] } },
    customer: {
      from: 'account_sid',
      when: { direction: ['outbound-api', 'outbound-dial', 'trunking-terminating'] },
    },
    sip_code: { from: 'status', table: 'statuses' },
    caller_name: 'caller_name',
  },
  tables: { statuses: { completed: '200', busy: '486', failed: '503', 'no-answer': '480', canceled: '487' } },
});
