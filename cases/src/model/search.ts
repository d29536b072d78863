import type { RequestFacts } from './request.ts';

/** What a provider is asked to search, ms since 1970, in whole seconds: a provider may write no others. */
export function searchOf({ call, search }: Pick<RequestFacts, 'call' | 'search'>): {
  readonly from: number;
  readonly to: number;
} {
  const windowMs = call.window_s * 1_000;
  const { from, to } = search ?? { from: call.call_time - windowMs, to: call.call_time + windowMs };
  return { from: Math.floor(from / 1_000) * 1_000, to: Math.ceil(to / 1_000) * 1_000 };
}
