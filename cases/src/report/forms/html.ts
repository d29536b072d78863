import { visibleIn } from '@ringtrace/platform/visible';
import { html, raw } from 'hono/html';
import { inWords, none } from '../../figures/words.ts';
import { chartOf } from '../charts/of-figure.ts';
import type { Figure, Row } from '../figure.ts';
import { figureInWords, limitsOfReport, periodInWords, rowsShown } from '../in-words.ts';
import type { Report } from '../report.ts';

/** For screens and paper. A figure is not torn in two where it fits a page. */
const style = `
body { font: 11pt/1.4 system-ui, sans-serif; color: #14181f; background: #fff; max-width: 54rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin-bottom: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem }
table { border-collapse: collapse; margin: .5rem 0 } .key { width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #d5d9de; overflow-wrap: anywhere }
th { font-weight: 600 } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.key td:first-child { width: 64% } .definition, .about { color: #4a5260; font-size: .88em; margin: .1em 0 .4em }
svg { width: 100%; height: auto; display: block } section { break-inside: avoid }
pre { font-size: 7.5pt; white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f5f7; padding: .5rem; margin: .2rem 0 }
a { color: #1b4fc4 }
@media print { body { margin: 0; max-width: none; font-size: 10pt } a { color: inherit; text-decoration: none } table { font-size: 9pt } tr { break-inside: avoid } section.long { break-inside: auto } pre { break-inside: avoid } }
@page { margin: 15mm }
`;

const named = (column: string) => column.replaceAll('_', ' ');
const isNumeric = (rows: readonly Row[], column: string) =>
  rows.every((row) => row[column] === null || typeof row[column] === 'number');

function cell(value: Row[string] | undefined) {
  if (value === null || value === undefined) return html`<td class="number">${none}</td>`;
  return typeof value === 'number'
    ? html`<td class="number">${inWords(value, Number.isInteger(value) ? 0 : 1)}</td>`
    : html`<td>${named(value)}</td>`;
}

function tableOf(rows: readonly Row[]) {
  const [first] = rows;
  if (first === undefined) return html`<p>none</p>`;
  const names = Object.keys(first);
  return html`<table>
<thead><tr>${names.map((name) => html`<th${isNumeric(rows, name) ? raw(' class="number"') : ''}>${named(name)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${names.map((name) => cell(row[name]))}</tr>`)}</tbody>
</table>`;
}

const definitionOf = ({ name, definition }: Figure) =>
  html`<p class="definition">${definition} <a href="#query-${name}">Query</a></p>`;

const keyRow = (figure: Figure) =>
  html`<tr><td>${figure.title}${definitionOf(figure)}</td><td>${figureInWords(figure)}</td></tr>`;

/** Longer tables may be torn between pages. */
const longTable = 20;

function sectionOf(figure: Figure) {
  const rows = rowsShown(figure);
  const words = figureInWords(figure);
  return html`<section${rows.length > longTable ? raw(' class="long"') : ''}>
<h2>${figure.title}</h2>
${definitionOf(figure)}
${words === '' ? '' : html`<p>${words}</p>`}
${raw(chartOf(figure))}
${tableOf(rows)}
</section>`;
}

const isKey = ({ shape }: Figure) => shape === 'count' || shape === 'share' || shape === 'mean';

/** A report as a page of its own: no scripts, nothing that is loaded. Foreign text is escaped. */
export function reportAsHtml(report: Report): string {
  const { figures, ...covered } = report;
  const shown = figures.map((figure) => visibleIn(figure));
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Traceback report</title>
<style>${raw(style)}</style>
</head>
<body>
<h1>Traceback report</h1>
${periodInWords(covered).map((sentence) => html`<p>${sentence}</p>`)}
<table class="key"><tbody>${shown.filter(isKey).map(keyRow)}</tbody></table>
${shown.filter((figure) => !isKey(figure)).map(sectionOf)}
<section>
<h2>What this report does not show</h2>
<ul>${limitsOfReport.map((sentence) => html`<li>${sentence}</li>`)}</ul>
</section>
<h2>Queries</h2>
<p class="about">Each query gives its figure where it is run in this group's store, for example with 'ringtrace sql'.</p>
${shown.map(({ name, title, sql }) => html`<section id="query-${name}"><h3>${title}</h3><pre>${sql}</pre></section>`)}
</body>
</html>
`);
}
