import { type Search, writeSearch } from './search.ts';

/** Address of a page: the path, already encoded, and its search part. */
export interface PageAddress {
  readonly path: string;
  readonly search: Search;
}

const at = (path: string, search: Search = {}): PageAddress => ({ path, search });
const part = encodeURIComponent;

/** Addresses of all pages. Search parts are what the page's own schema reads. */
export const addresses = {
  inbox: (search?: Search) => at('/', search),
  campaigns: (search?: Search) => at('/campaigns', search),
  /** `id` is that of a candidate or of a campaign. */
  campaign: (id: string, search?: Search) => at(`/campaigns/${part(id)}`, search),
  cases: (search?: Search) => at('/cases', search),
  case: (id: string, search?: Search) => at(`/cases/${part(id)}`, search),
  calls: (search?: Search) => at('/calls', search),
  /** `startMs` is the start of the call, in ms since 1970: rows of calls are found by it. */
  call: (carrier: string, callId: string, startMs: number, search: Search = {}) =>
    at(`/calls/${part(carrier)}/${part(callId)}`, { ...search, at: new Date(startMs).toISOString() }),
  providers: (search?: Search) => at('/providers', search),
  provider: (id: string, search?: Search) => at(`/providers/${part(id)}`, search),
  feeds: (search?: Search) => at('/feeds', search),
  feed: (carrier: string, search?: Search) => at(`/feeds/${part(carrier)}`, search),
  report: (search?: Search) => at('/report', search),
  audit: (search?: Search) => at('/audit', search),
  settings: (search?: Search) => at('/settings', search),
  query: (search?: Search) => at('/query', search),
} as const;

/** A page's address as text, for a link that leaves the page. */
export const hrefOf = ({ path, search }: PageAddress): string => `${path}${writeSearch(search)}`;
