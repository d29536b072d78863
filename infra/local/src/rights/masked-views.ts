import { quoted } from './names.ts';

/** A view of the store as analysts see it who may not see whole called numbers. */
interface MaskedView {
  readonly view: string;
  /** Columns with a called number. */
  readonly masked?: readonly string[];
  /**
   * Columns that are left out: called numbers as signalled, and texts and JSON in which a called number may stand, because people,
   * providers or feeds wrote them.
   */
  readonly without?: readonly string[];
}

/** All that these analysts read. Views that are not named here are closed to them, so a new view is closed until it is added. */
export const maskedViews: readonly MaskedView[] = [
  { view: 'cdr', masked: ['called_number'], without: ['called_number_raw'] },
  { view: 'campaigns' },
  { view: 'segments' },
  { view: 'campaign_calls', masked: ['called_number'] },
  { view: 'traceback_candidates', masked: ['called_number'], without: ['evidence'] },
  { view: 'dead_letters', without: ['detail', 'original'] },
  { view: 'batches' },
  { view: 'feed_status' },
  { view: 'clock_differences' },
  { view: 'clock_offsets' },
  { view: 'providers' },
  { view: 'rmd' },
  { view: 'dno' },
  { view: 'number_blocks' },
  { view: 'ported' },
  { view: 'toll_free' },
  { view: 'known_callers' },
  { view: 'complaints' },
  { view: 'area_codes' },
  { view: 'reference_versions' },
  { view: 'source_minutes' },
  { view: 'busy_numbers' },
  { view: 'cases', without: ['title', 'outcome'] },
  { view: 'tracebacks', masked: ['called_number'], without: ['detail'] },
  { view: 'hops', without: ['detail'] },
  { view: 'requests', without: ['address'] },
  { view: 'verdicts', without: ['reason'] },
  { view: 'dismissed_callers' },
  { view: 'provider_scorecard' },
  { view: 'provider_days' },
  { view: 'campaign_days' },
  { view: 'signed_days' },
];

/** Digits at the end of a number that are not shown. */
const hiddenDigits = 4;

/** SQL: a number without its last four digits, as text: 12025550123 becomes '1202555xxxx'. */
const mask = (column: string) => {
  const digits = `toString(${column})`;
  return `concat(substring(${digits}, 1, greatest(length(${digits}), ${hiddenDigits}) - ${hiddenDigits}), repeat('x', least(${hiddenDigits}, length(${digits}))))`;
};

/**
 * Ends every view of readers. A reader's query may carry the setting additional_table_filters, which filters tables behind a view
 * by columns that the view does not show. The view sets it itself, to nothing.
 */
export const withoutFiltersOfReaders = 'SETTINGS additional_table_filters = {}';

/** The query behind a masked view. */
export function maskedSelect({ view, masked = [], without = [] }: MaskedView, database: string): string {
  const except = without.length === 0 ? '' : ` EXCEPT (${without.join(', ')})`;
  const replaced = masked.map((column) => `${mask(column)} AS ${column}`);
  const replace = replaced.length === 0 ? '' : ` REPLACE (${replaced.join(', ')})`;
  return `SELECT *${except}${replace} FROM ${quoted(database)}.${view} ${withoutFiltersOfReaders}`;
}
