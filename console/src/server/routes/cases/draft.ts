import { numbersFields } from '@ringtrace/cases/api/numbers';
import { withoutTokens } from '@ringtrace/cases/requests/links';
import { previewMessage } from '@ringtrace/cases/work/preview-message';
import { visibleLines } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';
import { letterForms } from './letter.ts';

/**
 * The message of a request before it goes out, for those who approve it. It is written as the sending writes it, by the same code. The
 * secret part of links is withheld; called numbers are masked unless a person may read them and says why.
 */
export const draftRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/requests/{request_id}/draft',
  tag: 'Cases',
  summary: 'The message of a request as it would go out now, before anybody approves or sends it',
  needs: 'look',
  params: z.strictObject({ request_id: z.string() }),
  query: z.strictObject({ form: z.enum(letterForms).default('text'), ...numbersFields }),
  out: z.object({
    form: z.enum(letterForms),
    channel: z.string(),
    address: z.string(),
    together: z.array(z.string()).describe('Requests of the same message, beside this one'),
    text: z.string().describe('JSON and HTML as text too'),
    numbers: z
      .array(z.object({ called_number: z.coerce.string() }))
      .describe('Called numbers of all requests of the message'),
  }),
  async handle({ office: { office }, params: { request_id }, query: { form } }) {
    const { composed, requests } = await previewMessage(office.desk, request_id);
    const bytes = composed.forms.find((one) => one.form === form)?.bytes ?? new Uint8Array();
    return {
      form,
      channel: composed.channel,
      address: composed.address,
      together: requests.map(({ ref: { id } }) => id).filter((id) => id !== request_id),
      text: visibleLines(Buffer.from(withoutTokens(bytes)).toString('utf8')),
      numbers: requests.map(({ state }) => ({ called_number: state.facts.call.called_number })),
    };
  },
});
