/** ISO 3166 codes of the United States and the territories that its numbering plan and rules hold for. */
export const usCountries = ['US', 'PR', 'VI', 'GU', 'AS', 'MP'] as const;

export const isAbroad = (country: string): boolean =>
  country !== '' && !usCountries.some((us) => us === country);
