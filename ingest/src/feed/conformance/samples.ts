import { emptyCdr } from '@ringtrace/schemas/cdr';

/** A call with the facts that every format can express. Times are UTC, in whole seconds. */
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

/** How the switch of a format would write calls. */
export interface FormatSample {
  readonly header?: string;
  /** The lines of a call. `local` turns a UTC time into the wall-clock time of the test's zone. */
  lines(call: SampleCall, local: (time: string) => string): string[];
  /** The call as the format can express it, where that is less. */
  told?(call: SampleCall): SampleCall;
  /** Lines that are no record of the format. */
  readonly malformed: readonly string[];
}

const sipCodes = { answered: 200, 'no answer': 480, busy: 486, failed: 503 } as const;
export const sipCodeOf = (call: SampleCall): number => sipCodes[call.outcome];

const q850 = { answered: '16', 'no answer': '19', busy: '17', failed: '34' } as const;
const hangupCauses = {
  answered: 'NORMAL_CLEARING',
  'no answer': 'NO_ANSWER',
  busy: 'USER_BUSY',
  failed: 'NORMAL_CIRCUIT_CONGESTION',
} as const;

const epochS = (time: string) => Date.parse(time) / 1000;
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const row = (values: readonly string[]) => values.map(quoted).join(',');
const seconds = (from: string | null, to: string) => String(from === null ? 0 : epochS(to) - epochS(from));
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const noName = (call: SampleCall): SampleCall => ({ ...call, callerName: null });

function canonical(call: SampleCall) {
  return {
    ...emptyCdr,
    call_id: call.id,
    start_time: call.start,
    answer_time: call.answer,
    end_time: call.end,
    calling_number: call.caller,
    called_number: call.called,
    caller_name: call.callerName,
    sip_code: sipCodeOf(call),
  };
}

const named = (call: SampleCall) =>
  call.callerName === null ? `<${call.caller}>` : `"${call.callerName}" <${call.caller}>`;

/** `14:05:09.000 UTC MAR 03 2026` */
const h323Time = (time: string) => {
  const [, , day, month, year, clock] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString()) ?? [];
  return `${clock}.000 UTC ${month?.toUpperCase()} ${day} ${year}`;
};

function acmeStop(call: SampleCall): string {
  const values = Array.from({ length: 169 }, () => '""');
  const at = (position: number, value: string) => (values[position - 1] = value);
  at(1, '2');
  at(4, quoted(`0103${call.id}`));
  at(9, quoted(named(call)));
  at(10, quoted(`<sip:${call.called}@10.0.0.2:5060;user=phone>`));
  at(13, quoted(h323Time(call.start)));
  at(14, call.answer === null ? '""' : quoted(h323Time(call.answer)));
  at(15, quoted(h323Time(call.end)));
  at(16, q850[call.outcome]);
  at(133, q850[call.outcome]);
  at(134, String(sipCodeOf(call)));
  return values.join(',');
}

/** `20260303140509.000` */
const broadworksTime = (time: string) => `${time.replace(/[^\d]/g, '')}.000`;
const backslashed = (value: string) => value.replace(/[\\,|]/g, '\\$&');

/** A sample for each built-in format. */
export const samples: Readonly<Record<string, FormatSample>> = {
  jsonl: {
    lines: (call) => [JSON.stringify(canonical(call))],
    malformed: ['{"call_id": "x"', '[]', '{"call_id":"x"}', 'no record', '"'],
  },
  csv: {
    header: Object.keys(emptyCdr).join(','),
    lines: (call) => [
      row(Object.values(canonical(call)).map((value) => (value === null ? '' : String(value)))),
    ],
    malformed: ['x', 'no record', '"', '"a" b "c', 'x'.repeat(40)],
  },
  'asterisk-csv': {
    lines: (call, local) => [
      row([
        '',
        call.caller,
        call.called,
        'from-trunk',
        named(call),
        'PJSIP/north-0000001f',
        '',
        'Dial',
        `PJSIP/${call.called}@south,30`,
        local(call.start),
        call.answer === null ? '' : local(call.answer),
        local(call.end),
        seconds(call.start, call.end),
        seconds(call.answer, call.end),
        call.outcome.toUpperCase(),
        'DOCUMENTATION',
        `${epochS(call.start)}.${call.id}`,
        '',
      ]),
    ],
    malformed: ['"","100","200"', 'no record', '"', '"a" b "c', `"${',x'.repeat(30)}"`],
  },
  'freeswitch-json': {
    lines: (call) => [
      JSON.stringify({
        variables: {
          uuid: `3da8bf84-c133-4959-9e24-${call.id.padStart(12, '0')}`,
          start_epoch: String(epochS(call.start)),
          answer_epoch: call.answer === null ? '0' : String(epochS(call.answer)),
          end_epoch: String(epochS(call.end)),
          hangup_cause: hangupCauses[call.outcome],
        },
        callflow: [
          {
            caller_profile: {
              caller_id_name: call.callerName,
              caller_id_number: call.caller,
              destination_number: call.called,
            },
          },
        ],
      }),
    ],
    malformed: ['{"variables": {"uuid": "x"', '{}', 'no record', '"', '{"variables":]'],
  },
  'freeswitch-xml': {
    lines: (call) => [
      [
        '<?xml version="1.0"?><cdr core-uuid="c"><channel_data><state>CS_REPORTING</state></channel_data><variables>',
        `<uuid>3da8bf84-c133-4959-9e24-${call.id.padStart(12, '0')}</uuid>`,
        `<start_epoch>${epochS(call.start)}</start_epoch>`,
        `<answer_epoch>${call.answer === null ? '0' : epochS(call.answer)}</answer_epoch>`,
        `<end_epoch>${epochS(call.end)}</end_epoch>`,
        `<hangup_cause>${hangupCauses[call.outcome]}</hangup_cause></variables>`,
        '<callflow dialplan="XML" profile_index="1"><caller_profile>',
        `<caller_id_name>${escaped(call.callerName ?? '')}</caller_id_name>`,
        `<caller_id_number>${escaped(call.caller)}</caller_id_number>`,
        `<destination_number>${escaped(call.called)}</destination_number>`,
        '</caller_profile></callflow></cdr>',
      ].join(''),
    ],
    malformed: ['<cdr><variables></cdr>', '<cdr></cdr>', 'no record', '"', '<cdr><variables>'],
  },
  'freeswitch-csv': {
    lines: (call, local) => [
      row([
        call.callerName ?? '',
        call.caller,
        call.called,
        'public',
        local(call.start),
        call.answer === null ? '' : local(call.answer),
        local(call.end),
        seconds(call.start, call.end),
        seconds(call.answer, call.end),
        hangupCauses[call.outcome],
        `3da8bf84-c133-4959-9e24-${call.id.padStart(12, '0')}`,
        '',
        'acct',
        'PCMU',
        'PCMU',
      ]),
    ],
    malformed: ['"","100","200"', 'no record', '"', '"a" b "c', ',x'.repeat(30)],
  },
  cucm: {
    header:
      '"cdrRecordType","dateTimeOrigination","origIpAddr","callingPartyNumber","origCause_value","finalCalledPartyNumber","destCause_value","dateTimeConnect","dateTimeDisconnect","pkid","origDeviceName","destDeviceName"',
    lines: (call) => [
      `1,${epochS(call.start)},436316352,${quoted(call.caller)},0,${quoted(call.called)},${q850[call.outcome]},${call.answer === null ? 0 : epochS(call.answer)},${epochS(call.end)},${quoted(`af83bb2a-${call.id}`)},"TRUNK-north-and-elsewhere",""`,
    ],
    told: noName,
    malformed: ['1,2,3', 'no record', '"', '"a" b "c', ',x'.repeat(30)],
  },
  acme: {
    lines: (call) => [acmeStop(call)],
    malformed: ['2,"x"', 'no record', '"', '2,"a', ',x'.repeat(30)],
  },
  'opensips-flatstore': {
    lines(call) {
      const dialog = `f${call.id}|t${call.id}|call-${call.id}@10.0.0.1`;
      const time = epochS(call.answer ?? call.end);
      const extra = `${backslashed(call.caller)}|example.org|10.0.0.1|${call.called}|${call.called}|carrier.example.org`;
      const invite = `INVITE|${dialog}|${sipCodeOf(call)}|Reason|${time}|${extra}`;
      const bye = `BYE|t${call.id}|f${call.id}|call-${call.id}@10.0.0.1|200|OK|${epochS(call.end)}||||||`;
      return call.answer === null ? [invite] : [invite, bye];
    },
    told: (call) => ({ ...noName(call), start: call.answer ?? call.end }),
    malformed: ['INVITE|x', 'no record', '"', '|', '|x'.repeat(30)],
  },
  broadworks: {
    lines: (call) => [
      [
        `${call.id.padStart(10, '0')}005056a1b2c3${broadworksTime(call.start)}1-050000`,
        'Example Telecom\\, Inc.',
        'Normal',
        '+13125550199',
        '',
        'Terminating',
        backslashed(call.caller),
        'Public',
        backslashed(call.called),
        broadworksTime(call.start),
        '1-050000',
        call.answer === null ? 'No' : 'Yes',
        call.answer === null ? '' : broadworksTime(call.answer),
        broadworksTime(call.end),
        `0${q850[call.outcome]}`,
        ...Array.from({ length: 32 }, () => ''),
      ].join(','),
    ],
    told: noName,
    malformed: ['x,y', 'no record', '"', 'x,y,Unheard-of', ',x'.repeat(30)],
  },
  twilio: {
    lines: (call) => [
      JSON.stringify({
        sid: `CA${call.id.padStart(32, '0')}`,
        account_sid: 'AC00000000000000000000000000000001',
        from: call.caller,
        to: call.called,
        caller_name: call.callerName,
        start_time: new Date(call.start).toUTCString().replace('GMT', '+0000'),
        end_time: new Date(call.end).toUTCString().replace('GMT', '+0000'),
        duration: seconds(call.answer, call.end),
        status: { answered: 'completed', 'no answer': 'no-answer', busy: 'busy', failed: 'failed' }[
          call.outcome
        ],
        direction: 'inbound',
      }),
    ],
    malformed: ['{"sid": "x"', '{}', 'no record', '"', '{"sid":]'],
  },
};
