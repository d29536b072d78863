import { z } from 'zod';
import { answerFormat } from './answer.ts';
import { time } from './parts.ts';

export const requestFormat = 'ringtrace.request/1';

/** One moment, in UTC and as the clock of the provider's office showed it. */
const moment = z.object({ utc: time, local: time });
export type Moment = z.infer<typeof moment>;

const number = z
  .string()
  .regex(/^\+\d{1,15}$/)
  .describe("E.164 with '+', such as '+12025550123'");
const anyText = z.string();

const asked = z.object({
  request: anyText.describe("Id of the request, such as 'req-7k3f9q2m4d'; the answer repeats it"),
  call: z.object({
    calling_number: number.nullable().describe('null = withheld. The number may be false'),
    called_number: number,
    time: moment.describe('When the call began'),
    search: z
      .object({ from: moment, to: moment })
      .describe('What to search: wider than the time of the call, because clocks differ'),
  }),
  searched_before: z
    .object({ from: moment, to: moment })
    .describe('What the provider searched before, which does not cover the call; left out in a first request')
    .optional(),
  question: z
    .enum(['upstream', 'customer'])
    .describe(
      'upstream: who sent the call. customer: records show that a customer of the provider made it; who that is',
    )
    .optional(),
  reasons: z.array(anyText).describe('Why the call is suspicious, a sentence each'),
  volume: z
    .object({ calls: z.number().int().min(1), from: moment.optional(), to: moment.optional() })
    .describe('Suspicious calls of the campaign that records show through the provider that is asked')
    .optional(),
  named_by: z
    .object({ provider: anyText, how: anyText })
    .describe(
      'The provider that received the call from the one that is asked; left out where that one ended the call',
    )
    .optional(),
  due: moment.describe('When the answer is due'),
  answer_at: z
    .string()
    .describe('A link for one answer to this request; left out where there is none')
    .optional(),
});

/** What a provider is sent: one or several requests. Later versions may add fields; a reader must accept those. */
export const requestMessage = z
  .object({
    format: z.literal(requestFormat),
    batch: anyText.describe('Id of the message. A message that comes twice has the same id'),
    purpose: z.enum(['request', 'reminder']),
    written: moment,
    from: z.object({ name: anyText, email: anyText }).describe('The traceback group'),
    to: z.object({ provider: anyText, name: anyText }),
    zone: anyText.describe("IANA time zone of the local times, such as 'America/Chicago'"),
    answer_format: z.literal(answerFormat),
    requests: z.array(asked).min(1),
  })
  .meta({ title: 'Traceback requests to a provider' });

export type RequestMessage = z.infer<typeof requestMessage>;
export type AskedCall = z.infer<typeof asked>;
