/** The axes on which drawn campaigns differ. An evaluation reports its figures for each value of each axis. */
export const axes = {
  size: ['300 to 1,000', '1,000 to 5,000', 'more'],
  pace: ['burst', 'steady', 'slow'],
  callers: ['one', 'few', 'one use', 'neighbor', 'sequential', 'invalid', 'do-not-originate', 'stolen'],
  message: ['recorded', 'press one', 'live agents', 'one ring'],
  targets: ['anywhere', 'in order', 'one area', 'one carrier'],
  upstream: ['one', 'several', 'many', 'changing'],
  attestation: ['none', 'B and C', 'improper A'],
  entry: ['domestic', 'abroad'],
  company: ['alone', 'one operator', 'one gateway'],
} as const;

export type Axes = { readonly [A in keyof typeof axes]: (typeof axes)[A][number] };
