import { createHash } from 'node:crypto';
import { visible, visibleIn } from '@ringtrace/platform/visible';
import type { RequestMessage } from '@ringtrace/schemas/casework/request';
import { html, raw } from 'hono/html';
import { type Fact, factsOf } from '../../requests/words.ts';
import { everyAnswer, type Field, kindField, kindsOfAnswer } from './fields.ts';
import type { Typed, Wrong } from './form.ts';

/**
 * The fields of a kind show once it is chosen. Browsers that can't do that without a script show the fields of all kinds, each
 * under its own heading.
 */
const style = `
body { font: 1rem/1.5 system-ui, sans-serif; color: #111; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
th { width: 13rem; font-weight: 600 }
td { white-space: pre-line }
fieldset { border: 1px solid #888; margin: 1rem 0; padding: .5rem 1rem 1rem }
legend { font-weight: 600; padding: 0 .3rem }
.field { margin-top: .8rem } .field label { display: block; font-weight: 600 }
.hint { color: #444; display: block }
.wrong { color: #a00000; font-weight: 600; display: block }
input[type=text], input[type=datetime-local], select, textarea { font: inherit; width: 100%; box-sizing: border-box; padding: .3rem; border: 1px solid #555 }
[aria-invalid=true] { border: 2px solid #a00000 }
.summary { border: 2px solid #a00000; padding: .5rem 1rem; margin: 1rem 0 }
.told { border: 2px solid #005a9c; padding: .5rem 1rem; margin: 1rem 0 }
button { font: inherit; padding: .5rem 1.2rem; margin: 1rem .8rem 0 0 }
@supports selector(:has(a)) {
${kindsOfAnswer.map(({ kind }) => `.of-${kind} { display: none } form:has(#kind-${kind}:checked) .of-${kind} { display: block }`).join('\n')}
}
@media (max-width: 40rem) { table, tbody, tr, th, td { display: block; width: auto } th { padding-bottom: 0; border-bottom: 0 } td { padding-top: 0 } }
`;

/** Nothing is loaded, nothing runs, no other page can show this one, and a form goes back to where it came from. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

type Part = ReturnType<typeof html> | string;

function pageOf(title: string, body: Part): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`);
}

/** What the provider is shown of its request: the message that it got, and nothing else. */
export interface Told {
  readonly message: RequestMessage;
  /** The provider said that it works on the request. */
  readonly acknowledged: boolean;
  readonly canAcknowledge: boolean;
}

const buttons = { check: 'Check the answer', acknowledge: 'We have the request and work on it' } as const;

/** The request, and the form for its answer. */
export function formPage(
  { message, acknowledged, canAcknowledge }: Told,
  typed: Typed,
  wrong: Wrong,
): string {
  const shown = visibleIn(message);
  return pageOf(
    wrong.size === 0 ? 'Traceback request' : 'Error: traceback request',
    html`${factsTable(shown)}
${acknowledged ? html`<p class="told" role="status">You said that you work on this request. Thank you.</p>` : ''}
<h2>Your answer</h2>
${summaryOf(wrong)}
<form method="post" autocomplete="off" novalidate>
${kindChoice(typed, wrong)}
${kindsOfAnswer
  .filter(({ fields }) => fields.length > 0)
  .map(
    ({ kind, label, fields }) => html`<fieldset class="of-${kind}"><legend>${label}</legend>
${fields.map((field) => fieldOf(field, typed, wrong, shown.zone))}</fieldset>
`,
  )}
${everyAnswer.map((field) => fieldOf(field, typed, wrong, shown.zone))}
<button type="submit" name="do" value="check">${buttons.check}</button>
${!canAcknowledge ? '' : html`<button type="submit" name="do" value="acknowledge">${buttons.acknowledge}</button>`}
</form>`,
  );
}

function factsTable({ requests, zone, from }: RequestMessage): Part {
  const [asked] = requests;
  const facts: readonly Fact[] = asked === undefined ? [] : factsOf(asked, zone);
  return html`<p>${from.name} asks you about the call below. This is a question. It is not a finding against you.</p>
${tableOf([{ name: 'Request', values: [asked?.request ?? ''] }, ...facts])}`;
}

const tableOf = (facts: readonly Fact[]) => html`<table>
${facts.map(({ name, values }) => html`<tr><th scope="row">${name}</th><td>${values.join('\n')}</td></tr>\n`)}</table>`;

const summaryOf = (wrong: Wrong): Part =>
  wrong.size === 0
    ? ''
    : html`<div class="summary" role="alert"><p>The answer can't be taken yet:</p><ul>
${[...wrong].map(([name, why]) => html`<li><a href="#${name === kindField ? `kind-${kindsOfAnswer[0]?.kind}` : name}">${labelOf(name)}</a>: ${why}</li>`)}
</ul></div>`;

const labelOf = (name: string) =>
  [...kindsOfAnswer.flatMap(({ fields }) => fields), ...everyAnswer].find((field) => field.name === name)
    ?.label ?? 'Kind of answer';

function kindChoice(typed: Typed, wrong: Wrong): Part {
  const why = wrong.get(kindField);
  return html`<fieldset${why === undefined ? '' : raw(' aria-describedby="wrong-kind"')}><legend>Kind of answer</legend>
${why === undefined ? '' : html`<span class="wrong" id="wrong-kind">${why}</span>`}
${kindsOfAnswer.map(
  ({ kind, label }) => html`<div><input type="radio" name="kind" id="kind-${kind}" value="${kind}"${
    typed.get(kindField) === kind ? raw(' checked') : ''
  }> <label for="kind-${kind}">${label}</label></div>
`,
)}</fieldset>`;
}

function fieldOf(field: Field, typed: Typed, wrong: Wrong, zone: string): Part {
  const { name, label, required } = field;
  const why = wrong.get(name);
  const hint = field.type === 'time' ? `Local time in ${zone}` : field.hint;
  const described = [
    ...(hint === '' ? [] : [`hint-${name}`]),
    ...(why === undefined ? [] : [`wrong-${name}`]),
  ];
  const attributes = html` id="${name}" name="${name}"${required ? raw(' aria-required="true"') : ''}${
    why === undefined ? '' : raw(' aria-invalid="true"')
  }${described.length === 0 ? '' : html` aria-describedby="${described.join(' ')}"`}`;
  return html`<div class="field"><label for="${name}">${label}${required ? '' : ' (optional)'}</label>
${hint === '' ? '' : html`<span class="hint" id="hint-${name}">${hint}</span>`}
${why === undefined ? '' : html`<span class="wrong" id="wrong-${name}">${why}</span>`}
${controlOf(field, attributes, typed.get(name) ?? '')}</div>
`;
}

function controlOf({ type }: Field, attributes: Part, value: string): Part {
  switch (type) {
    case 'text':
      return html`<textarea rows="3" maxlength="2000"${attributes}>
${value}</textarea>`;
    case 'claimed':
      return html`<select${attributes}>${[
        ['', 'not known'],
        ['yes', 'yes'],
        ['no', 'no'],
      ].map(
        ([choice = '', words = '']) =>
          html`<option value="${choice}"${choice === value ? raw(' selected') : ''}>${words}</option>`,
      )}</select>`;
    case 'time':
      return html`<input type="datetime-local" step="1"${attributes} value="${value}">`;
    case 'country':
      return html`<input type="text" maxlength="2" size="2"${attributes} value="${value}">`;
    case 'days':
      return html`<input type="text" inputmode="numeric" maxlength="5"${attributes} value="${value}">`;
    default:
      return html`<input type="text" maxlength="2000"${attributes} value="${value}">`;
  }
}

/** The answer once more, before it is sent. Nothing tells what others answered, or what records say. */
export function checkPage(message: RequestMessage, typed: Typed): string {
  const shown = visibleIn(message);
  const kind = kindsOfAnswer.find((one) => one.kind === typed.get(kindField));
  const said: Fact[] = [
    { name: 'Kind of answer', values: [kind?.label ?? ''] },
    ...[...(kind?.fields ?? []), ...everyAnswer].flatMap(({ name, label, type }) => {
      const value = (typed.get(name) ?? '').trim();
      if (value === '') return [];
      return { name: label, values: [type === 'time' ? `${value} ${shown.zone}` : value] };
    }),
  ].map((fact) => ({ ...fact, values: fact.values.flatMap((value) => value.split('\n').map(visible)) }));
  return pageOf(
    'Send this answer?',
    html`<p>This is your answer to request ${shown.requests[0]?.request ?? ''}. It is not sent yet.</p>
${tableOf(said)}
<p>Once it is sent, this link takes no other answer.</p>
<form method="post" autocomplete="off">
${[...typed].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
<button type="submit" name="do" value="send">Send the answer</button>
<button type="submit" name="do" value="change">Change it</button>
</form>`,
  );
}

export const thanksPage = (request_id: string): string =>
  pageOf(
    'Your answer was received',
    html`<p role="status">The answer to request ${request_id} is saved. Thank you.</p>
<p>This link takes no other answer. To change the answer, write to the traceback group.</p>`,
  );

export const plainPage = (title: string, words: string): string =>
  pageOf(title, html`<p role="status">${visible(words)}</p>`);
