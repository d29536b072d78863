import { traceCall } from '@ringtrace/detect/trace';
import { normaliseNumber } from '@ringtrace/enrich/number';
import {
  type Command,
  noPositionals,
  parseCommandLine,
  positiveInteger,
  required,
  UsageError,
} from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson, table } from '../output.ts';
import { instant } from '../time.ts';

export const trace: Command = {
  name: 'trace',
  summary: "one call's path across the carriers that report",
  help: `Usage: ringtrace trace --calling NUMBER --called NUMBER --time TIME [--window SECONDS] [--json]

  --calling, --called  as a switch signals them: +1..., 10 digits, sip: or tel: URI; 'anonymous' for a withheld caller
  --time               ISO 8601 with a zone, such as 2026-03-03T15:04:05Z
  --window             legs up to this much before or after belong to the call; default 10`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      calling: { type: 'string' },
      called: { type: 'string' },
      time: { type: 'string' },
      window: { type: 'string' },
      json: { type: 'boolean' },
    });
    noPositionals(positionals);
    const request = {
      calling: normaliseNumber(required(values.calling, 'calling')),
      called: calledNumber(required(values.called, 'called')),
      time: instant('time', required(values.time, 'time')),
      windowS: positiveInteger('window', values.window, 10),
    };
    const found = await withStore('readOnly', ({ store }) => traceCall(store, request));
    if (values.json) printJson(inJson(found));
    else print(inWords(found));
    return 0;
  },
};

function calledNumber(text: string): number {
  const number = normaliseNumber(text);
  if (number === 0) throw new UsageError(`--called takes a telephone number, not '${text}'`);
  return number;
}

type Found = Awaited<ReturnType<typeof traceCall>>;

/** As in SQL: null where nothing is known. */
function inJson({ legs, path }: Found) {
  return {
    path: path?.hops ?? [],
    origin_provider: path?.origin_provider || null,
    claimed_origin: path?.claimed_origin || null,
    entry_provider: path?.entry_provider || null,
    terminating_carrier: path?.terminating_carrier || null,
    next_provider_to_ask: path?.next_provider_to_ask || null,
    legs,
  };
}

function originInWords({ origin_provider, claimed_origin }: NonNullable<Found['path']>): string {
  if (origin_provider !== '') return `proven: ${origin_provider}`;
  return claimed_origin === '' ? 'unknown' : `claimed: ${claimed_origin}`;
}

function inWords({ legs, path }: Found): string {
  if (path === undefined) {
    return 'No carrier reported this call in the window. Try a larger --window, or the number as another carrier wrote it.';
  }
  const hops = path.hops.map((hop) => (hop.reported ? hop.provider : `(${hop.provider})`)).join(' → ');
  return [
    `Path       ${hops}   (in parentheses: named by others, reported nothing)`,
    `Origin     ${originInWords(path)}`,
    ...(path.entry_provider === '' ? [] : [`Entered    through ${path.entry_provider}`]),
    `Ask next   ${path.next_provider_to_ask || 'nobody yet'}`,
    '',
    table(
      legs.map((leg) => ({
        carrier: leg.carrier,
        start: new Date(leg.start_ms).toISOString(),
        upstream: leg.upstream || '?',
        downstream: leg.downstream || '?',
        attestation: leg.attestation || '-',
        sip: leg.sip_code,
        seconds: leg.duration_ms === null ? '-' : (leg.duration_ms / 1000).toFixed(1),
        call_id: leg.call_id,
      })),
    ),
  ].join('\n');
}
