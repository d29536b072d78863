import { visibleIn } from '@ringtrace/platform/visible';
import type { AskedCall, RequestMessage } from '@ringtrace/schemas/casework/request';
import { html, raw } from 'hono/html';
import {
  bothTimes,
  type Fact,
  factsOf,
  howToAnswer,
  introductionOf,
  possibleAnswers,
  titleOf,
} from './words.ts';

/** For screens and paper. A request is not torn in two where it fits a page. */
const style = `
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
th { width: 13rem; font-weight: 600 }
section { break-inside: avoid }
@media print { body { margin: 0; max-width: none } a { color: inherit } }
`;

/** A request as a page of its own: no scripts, nothing that is loaded. Foreign text is escaped. */
export function htmlOf(message: RequestMessage): string {
  const shown = visibleIn(message);
  const { from, to, written, batch, zone, requests } = shown;
  const head: Fact[] = [
    { name: 'From', values: [from.name, from.email].filter((text) => text !== '') },
    { name: 'To', values: [to.name === to.provider ? to.name : `${to.name} (${to.provider})`] },
    { name: 'Written', values: bothTimes(written, zone) },
    { name: 'Message', values: [batch] },
  ];
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${titleOf(shown)}</title>
<style>${raw(style)}</style>
</head>
<body>
<h1>${titleOf(shown)}</h1>
${tableOf(head)}
${introductionOf(shown).map((sentence) => html`<p>${sentence}</p>`)}
${requests.map((asked, at) => sectionOf(asked, zone, `Request ${at + 1} of ${requests.length}: ${asked.request}`))}
<section>
<h2>How to answer</h2>
<ul>${howToAnswer(shown).map((way) => html`<li>${way}</li>`)}</ul>
<p>An answer is one of these:</p>
${tableOf(possibleAnswers)}
</section>
</body>
</html>
`);
}

const sectionOf = (asked: AskedCall, zone: string, title: string) => html`<section>
<h2>${title}</h2>
${tableOf(factsOf(asked, zone))}
</section>`;

const tableOf = (facts: readonly Fact[]) => html`<table>
${facts.map((fact) => html`<tr><th scope="row">${fact.name}</th><td>${cellOf(fact)}</td></tr>\n`)}</table>`;

/** A link is one that the group made itself. */
const cellOf = ({ name, values }: Fact) =>
  values.map((value, at) => {
    const shown = name === 'Answer at' ? html`<a href="${value}">${value}</a>` : value;
    return html`${at === 0 ? '' : raw('<br>')}${shown}`;
  });
