import { visible } from '@ringtrace/platform/visible';
import type { Dossier } from './dossier.ts';
import type { Figure } from './figures.ts';
import { type Redactor, redactor } from './numbers.ts';
import type { shownTracebacks } from './shown.ts';
import type { View } from './view.ts';

/** What a package says about itself. */
export interface About {
  readonly package_id: string;
  readonly to: string;
  readonly profile: string;
  readonly demand_id: string;
  /** The provider that the package is for; '' = none. */
  readonly provider: string;
  readonly written_at: string;
  readonly ringtrace: string;
}

export interface SummaryParts {
  readonly about: About;
  readonly dossier: Dossier;
  readonly view: View;
  readonly redact: Redactor | undefined;
  readonly tracebacks: ReturnType<typeof shownTracebacks>;
  readonly figures: readonly Figure[];
  readonly withheld: readonly string[];
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const timeOf = (ms: number) => (ms === 0 ? '' : new Date(ms).toISOString());
const noNumbers = redactor({ hide: [], show: [] });

/** The case as a view shows it. The public and members learn its kind and its days alone. */
function caseOf({ dossier, view: { disclosure }, redact }: SummaryParts) {
  const { id, state } = dossier.case;
  const shown = (text: string) => redact?.(text) ?? text;
  const whole = disclosure.timeline === 'all';
  const { verdict = '', reason = '' } = dossier.candidates[0]?.state ?? {};
  return {
    case_id: id,
    source: state.source,
    ...(disclosure.category ? { category: noNumbers(state.category) } : {}),
    status: state.status,
    opened: whole ? timeOf(state.opened_at) : dayOf(state.opened_at),
    closed: whole ? timeOf(state.closed_at) : state.closed_at === 0 ? '' : dayOf(state.closed_at),
    ...(disclosure.texts ? { title: shown(state.title), outcome: shown(state.outcome) } : {}),
    ...(whole ? { campaign_id: state.campaign_id, candidate_id: state.candidate_id, live: state.live } : {}),
    // Whoever gets the package must know that a person took the campaign for legitimate.
    ...(verdict === 'dismissed' || (whole && verdict !== '') ? { verdict_on_candidate: verdict } : {}),
    ...(disclosure.texts && verdict !== '' ? { reason_of_verdict: shown(reason) } : {}),
    ...(disclosure.internal ? { assignee: state.assignee, held: state.held } : {}),
  };
}

export function summaryJson(parts: SummaryParts) {
  const { about, tracebacks, figures, withheld } = parts;
  return {
    ...about,
    case: caseOf(parts),
    tracebacks: tracebacks.map(({ traceback_id, status, hops, ...rest }) => ({
      traceback_id,
      status,
      ...rest,
      hops: hops.length,
    })),
    figures: figures.map(({ name, definition, value }) => ({ name, definition, value })),
    withheld,
  };
}

/** The same for people. Texts of others are made visible: they can't move the cursor or end a line. */
export function summaryText(parts: SummaryParts): string {
  const { about, tracebacks, figures, withheld } = parts;
  const own = caseOf(parts);
  const lines = [
    `Case ${own.case_id}, for ${visible(about.to)}`,
    `Package ${about.package_id}, written ${about.written_at} by Ringtrace ${about.ringtrace}`,
    `Profile of disclosure: ${about.profile}${about.demand_id === '' ? '' : `, demand ${about.demand_id}`}${about.provider === '' ? '' : `, for the provider ${about.provider}`}`,
    '',
    ...Object.entries(own).map(([name, value]) => `${name}: ${visible(String(value))}`),
    '',
    'Tracebacks, from the terminating provider towards the origin. A basis "named" or "answer" is a claim, no proof.',
    ...(tracebacks.length === 0 ? ['(none in this package)'] : tracebacks.flatMap(tracebackLines)),
    '',
    'Figures. figures.json has the query of each.',
    ...figures.map(({ name, value, definition }) => `${name}: ${value ?? 'none'}  (${definition})`),
    '',
    'Withheld',
    ...(withheld.length === 0 ? ['(nothing)'] : withheld.map((line) => `- ${visible(line)}`)),
    '',
  ];
  return lines.join('\n');
}

function tracebackLines(traceback: SummaryParts['tracebacks'][number]): string[] {
  const { traceback_id, status, call, hops } = traceback;
  const end =
    'outcome' in traceback && traceback.outcome !== '' ? `, ${traceback.outcome.replaceAll('_', ' ')}` : '';
  const which =
    call === undefined
      ? ''
      : `: ${call.calling_number} to ${call.called_number} at ${call.call_time}, within ${call.window_s} s`;
  return [
    `${traceback_id} (${status}${end})${which}`,
    ...hops.map(({ position, provider, role, basis, detail }) =>
      visible(
        `  ${position ?? '-'} ${provider} ${[role, basis].filter((word) => word !== undefined).join(', ')}${detail ? `: ${detail}` : ''}`,
      ),
    ),
  ];
}
