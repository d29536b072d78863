/** A signal of the caller's side as evidence has it. */
export const signal = (name: string, contribution: number) => ({
  name,
  side: 'caller' as const,
  value: 0.5,
  baseline: 0.1,
  contribution,
});
