/** Places in the picture, pixels. A page of documents shows it at its full width. */
export const layout = {
  width: 880,
  left: 24,
  right: 856,
  wordsWidth: 336,
  plotLeft: 380,
  plotRight: 728,
  /** Right edges of the two columns of numbers. */
  adds: 790,
  sum: 856,
} as const;
