import { type AnswerContent, type AnswerKind, answerContent } from '@ringtrace/cases/model/answer';
import { UsageError } from '../command.ts';
import { instant } from '../time.ts';

/** What an answer's options may say. */
interface Said {
  readonly upstream?: string | undefined;
  readonly country?: string | undefined;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly email?: string | undefined;
  readonly telephone?: string | undefined;
  readonly 'know-your-customer'?: string | undefined;
  readonly 'consent-claimed'?: true | undefined;
  readonly 'consent-evidence'?: string | undefined;
  readonly 'searched-from'?: string | undefined;
  readonly 'searched-to'?: string | undefined;
  readonly 'kept-days'?: number | undefined;
  readonly why?: string | undefined;
  readonly note?: string | undefined;
}
type Option = keyof Said;

const customer: readonly Option[] = [
  'name',
  'address',
  'email',
  'telephone',
  'country',
  'know-your-customer',
  'consent-claimed',
  'consent-evidence',
];

/** Options of each kind, besides the note; those that it needs come first. */
const options: Readonly<
  Record<AnswerKind, { readonly needs: readonly Option[]; readonly takes: readonly Option[] }>
> = {
  upstream: { needs: ['upstream'], takes: ['country'] },
  own_customer: { needs: ['name'], takes: customer },
  foreign_upstream: { needs: ['upstream', 'country'], takes: [] },
  own_gateway: { needs: [], takes: ['upstream', 'country'] },
  no_record: { needs: ['searched-from', 'searched-to'], takes: [] },
  retained_out: { needs: [], takes: ['kept-days'] },
  wrong_provider: { needs: [], takes: [] },
  refused: { needs: ['why'], takes: [] },
  legal_process_required: { needs: [], takes: ['why'] },
};

const all: readonly Option[] = ['upstream', ...customer, 'searched-from', 'searched-to', 'kept-days', 'why'];

/** The content of an answer by the command's options. Throws UsageError where one is missing or has no place in this kind. */
export function contentFrom(kind: AnswerKind, said: Said): AnswerContent {
  const { needs, takes } = options[kind];
  for (const option of all) {
    const isGiven = said[option] !== undefined;
    if (!isGiven && needs.includes(option))
      throw new UsageError(`--${option} is missing: '${kind}' needs it`);
    if (isGiven && !needs.includes(option) && !takes.includes(option))
      throw new UsageError(`--${option} has no place in '${kind}': leave it out`);
  }
  if (said.country !== undefined && !/^[A-Z]{2}$/.test(said.country))
    throw new UsageError(`--country takes two letters of ISO 3166, such as GB, not '${said.country}'`);
  const parsed = answerContent.safeParse(withoutGaps(shapeOf(kind, said)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.join('.') ?? kind}: ${issue?.message ?? 'not understood'}`);
}

function shapeOf(kind: AnswerKind, said: Said): Record<string, unknown> {
  const { upstream, country, note, why } = said;
  switch (kind) {
    case 'upstream':
    case 'foreign_upstream':
    case 'own_gateway':
      return { kind, upstream, country, note };
    case 'own_customer':
      return { kind, customer: customerIn(said), consent: consentIn(said), note };
    case 'no_record':
      return { kind, searched: searchedIn(said), note };
    case 'retained_out':
      return { kind, kept_days: said['kept-days'], note };
    case 'wrong_provider':
      return { kind, note };
    case 'refused':
    case 'legal_process_required':
      return { kind, reason: why, note };
  }
}

function customerIn(said: Said): Record<string, unknown> {
  const { name, address, email, telephone, country } = said;
  return withoutGaps({
    name,
    address,
    email,
    telephone,
    country,
    know_your_customer: said['know-your-customer'],
  });
}

/** Evidence without the claim is a claim, too. */
function consentIn(said: Said): Record<string, unknown> | undefined {
  const evidence = said['consent-evidence'];
  if (said['consent-claimed'] === undefined && evidence === undefined) return undefined;
  return withoutGaps({ claimed: true, evidence });
}

function searchedIn(said: Said) {
  const from = instant('searched-from', said['searched-from'] ?? '');
  const to = instant('searched-to', said['searched-to'] ?? '');
  if (to < from) throw new UsageError('--searched-to lies before --searched-from');
  return { from, to };
}

const withoutGaps = (shape: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
