/** ISO 3166 codes of the United States and the territories that share its numbering plan and rules. */
export const usCountries = ['US', 'PR', 'VI', 'GU', 'AS', 'MP'] as const;

/** Whether a country is named and is another one; '' = unknown. */
export const isAbroad = (country: string): boolean =>
  country !== '' && !usCountries.some((us) => us === country);
