/**
 * A share, 0 to 1, as people read it: 42%, or 4.2% below a tenth. What is not all is never told as 100%, and what is more than nothing
 * never as 0%.
 */
export function percent(share: number): string {
  if (share <= 0) return '0%';
  if (share >= 1) return '100%';
  const whole = share < 0.1 ? '' : (100 * share).toFixed(0);
  if (whole !== '' && whole !== '100') return `${whole}%`;
  const tenths = (100 * share).toFixed(1);
  if (tenths === '100.0') return 'more than 99.9%';
  return tenths === '0.0' ? 'less than 0.1%' : `${tenths}%`;
}

/** A share beside a usual one that it differs from: both may not read alike. */
export function percentBeside(share: number, usual: number): string {
  const told = percent(share);
  return share === usual || told !== percent(usual) ? told : `${(100 * share).toFixed(1)}%`;
}
