import { answerFormat } from '@ringtrace/schemas/casework/answer';
import {
  type AskedCall,
  type Moment,
  type RequestMessage,
  requestFormat,
} from '@ringtrace/schemas/casework/request';
import { Temporal } from 'temporal-polyfill';
import type { RequestFacts } from '../model/request.ts';
import { searchOf } from '../model/search.ts';

/** One request of a message. */
interface Asked {
  readonly request_id: string;
  readonly facts: RequestFacts;
  /** ms since 1970. */
  readonly due_at: number;
  /** Where it can be answered; '' = nowhere. */
  readonly link: string;
}

/** One message to one provider, with everything that it asks. */
export interface Letter {
  readonly batch_id: string;
  readonly purpose: RequestMessage['purpose'];
  /** ms since 1970. */
  readonly written_at: number;
  /** The traceback group. */
  readonly from: { readonly name: string; readonly email: string };
  readonly to: { readonly provider: string; readonly name: string };
  /** IANA zone of the provider's office. */
  readonly zone: string;
  readonly asked: readonly Asked[];
  /** Name of a provider, for those that name the asked one. */
  readonly nameOf: (provider: string) => string;
}

/** The message in the open format `ringtrace.request/1`. All forms are made from this one shape, and say no more. */
export function messageOf(letter: Letter): RequestMessage {
  const { batch_id, purpose, written_at, from, to, zone } = letter;
  const moment = (ms: number) => momentIn(zone, ms);
  return {
    format: requestFormat,
    batch: batch_id,
    purpose,
    written: moment(written_at),
    from,
    to,
    zone,
    answer_format: answerFormat,
    requests: letter.asked.map((one) => askedCall(one, letter, moment)),
  };
}

function askedCall(
  { request_id, facts, due_at, link }: Asked,
  { nameOf }: Letter,
  moment: (ms: number) => Moment,
): AskedCall {
  const { call, volume, named_by, named_how, reasons, searched_before, question = 'upstream' } = facts;
  const search = searchOf(facts);
  return {
    request: request_id,
    call: {
      calling_number: call.calling_number === 0 ? null : `+${call.calling_number}`,
      called_number: `+${call.called_number}`,
      time: moment(call.call_time),
      search: { from: moment(search.from), to: moment(search.to) },
    },
    ...(searched_before !== undefined && {
      searched_before: { from: moment(searched_before.from), to: moment(searched_before.to) },
    }),
    question,
    reasons,
    ...(volume.calls > 0 && { volume: volumeOf(volume, moment) }),
    ...(named_by !== '' && { named_by: { provider: nameOf(named_by), how: named_how } }),
    due: moment(due_at),
    ...(link !== '' && { answer_at: link }),
  };
}

const volumeOf = ({ calls, from, to }: RequestFacts['volume'], moment: (ms: number) => Moment) => ({
  calls,
  ...(from > 0 && { from: moment(from) }),
  ...(to > 0 && { to: moment(to) }),
});

function momentIn(zone: string, ms: number): Moment {
  const smallestUnit = ms % 1_000 === 0 ? 'second' : 'millisecond';
  const instant = Temporal.Instant.fromEpochMilliseconds(ms);
  return {
    utc: instant.toString({ smallestUnit }),
    local: instant.toZonedDateTimeISO(zone).toString({ smallestUnit, timeZoneName: 'never' }),
  };
}
