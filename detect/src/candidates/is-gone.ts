/** The calls are in another candidate or in none: who asks a provider about them by this one asks the wrong one. */
export const isGone = ({ status }: { readonly status: string }) =>
  status === 'merged' || status === 'withdrawn';
