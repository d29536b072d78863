/** A number with its thousands apart; 'not known' for none. */
export const countText = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'not known' : value.toLocaleString('en-US');
