import { emptyCdr } from '@ringtrace/schemas/cdr';

/** A call as every format can tell it; times are UTC, whole seconds. */
export interface SampleCall {
  readonly id: string;
  readonly caller: string;
  readonly called: string;
  readonly callerName: string | null;
  readonly start: string;
  readonly answer: string | null;
  readonly end: string;
  readonly outcome: 'answered' | 'no answer' | 'busy' | 'failed';
}

/** How a format's switch would write calls. */
export interface FormatSample {
  line(call: SampleCall): string;
  /** Lines that are no record of the format. */
  readonly malformed: readonly string[];
}

const sipCodes = { answered: 200, 'no answer': 480, busy: 486, failed: 503 } as const;
export const sipCodeOf = (call: SampleCall): number => sipCodes[call.outcome];

const epochS = (time: string) => Date.parse(time) / 1000;
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;

function asteriskLine(call: SampleCall): string {
  const local = (time: string) => time.replace('T', ' ').replace('Z', '');
  const seconds = (from: string | null) => (from === null ? 0 : epochS(call.end) - epochS(from));
  const disposition = call.outcome.toUpperCase();
  return [
    quoted(''),
    quoted(call.caller),
    quoted(call.called),
    quoted('from-trunk'),
    quoted(call.callerName === null ? call.caller : `"${call.callerName}" <${call.caller}>`),
    quoted('PJSIP/north-0000001f'),
    quoted(''),
    quoted('Dial'),
    quoted(`PJSIP/${call.called}@south,30`),
    quoted(local(call.start)),
    quoted(call.answer === null ? '' : local(call.answer)),
    quoted(local(call.end)),
    seconds(call.start),
    seconds(call.answer),
    quoted(disposition),
    quoted('DOCUMENTATION'),
    quoted(`${epochS(call.start)}.${call.id}`),
    quoted(''),
  ].join(',');
}

/** One for each format of the registry. */
export const samples: Readonly<Record<string, FormatSample>> = {
  jsonl: {
    line: (call) =>
      JSON.stringify({
        ...emptyCdr,
        call_id: call.id,
        start_time: call.start,
        answer_time: call.answer,
        end_time: call.end,
        calling_number: call.caller,
        called_number: call.called,
        caller_name: call.callerName,
        sip_code: sipCodeOf(call),
      }),
    malformed: ['{"call_id": "x"', '[]', '{"call_id":"x"}', 'no record', '"'],
  },
  'asterisk-csv': {
    line: asteriskLine,
    malformed: ['"","100","200"', 'no record', '"', '"a" b "c', `"${',x'.repeat(30)}"`],
  },
};
