import { ref } from '@ringtrace/cases/model/ids';
import { withoutTokens } from '@ringtrace/cases/requests/links';
import { find, NoSuchError } from '@ringtrace/cases/work/find';
import { visibleLines } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';

export const letterForms = ['text', 'json', 'html'] as const;

/**
 * The messages of a request as they went out. Called numbers of every request of the message are masked in the text, and the secret
 * part of links is withheld.
 */
export const letterRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/requests/{request_id}/letters',
  tag: 'Cases',
  summary: 'The messages of a request as they went out, reminders too: as text, with called numbers masked',
  needs: 'look',
  params: z.strictObject({ request_id: z.string() }),
  query: z.strictObject({
    form: z.enum(letterForms).default('text'),
    numbers: z.enum(['true', 'false']).default('false'),
    reason: z.string().trim().max(2_000).optional(),
  }),
  out: z.object({
    form: z.enum(letterForms),
    letters: z.array(
      z.object({
        purpose: z.enum(['request', 'reminder']),
        at: z.number().describe('ms since 1970'),
        address: z.string(),
        sha256_as_sent: z.string().describe('Of the bytes as they went out, with the link'),
        text: z.string().describe('JSON and HTML as text too'),
      }),
    ),
    numbers: z
      .array(z.object({ called_number: z.coerce.string() }))
      .describe('Called numbers of all requests of the message'),
  }),
  handle({ office: { office }, params: { request_id }, query: { form } }) {
    const { log } = office.desk;
    return log.read((r) => {
      const request = find(r, 'request', request_id);
      const { batch_id } = request.state;
      const together = batch_id === '' ? [request] : r.linked('request', 'batch_id', batch_id);
      const letters = r.events(ref('request', request_id)).flatMap((event) => {
        if (event.type !== 'request_sent' && event.type !== 'request_reminder_written') return [];
        const kept = event.data.bytes.find((one) => one.form === form);
        if (kept === undefined) return [];
        const bytes = log.bytes(kept.sha256);
        if (bytes === undefined)
          throw new NoSuchError(`the bytes ${kept.sha256} are not in the log: run 'ringtrace audit verify'`);
        return [
          {
            purpose: event.type === 'request_sent' ? ('request' as const) : ('reminder' as const),
            at: event.at,
            address: event.data.address,
            sha256_as_sent: kept.sha256,
            text: visibleLines(Buffer.from(withoutTokens(bytes)).toString('utf8')),
          },
        ];
      });
      return {
        form,
        letters,
        numbers: [...together, request].map(({ state }) => ({
          called_number: state.facts.call.called_number,
        })),
      };
    });
  },
});
