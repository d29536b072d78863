/** ISO 3166 codes of the United States and the territories that share its numbering plan and rules. */
export const usCountries = ['US', 'PR', 'VI', 'GU', 'AS', 'MP'] as const;

const codes: ReadonlySet<string> = new Set(usCountries);

/** Whether a country is the United States, or a territory of it. */
export const isUs = (country: string): boolean => codes.has(country);

/** Whether a country is named and is another one; '' = unknown. */
export const isAbroad = (country: string): boolean => country !== '' && !isUs(country);

const list = usCountries.map((country) => `'${country}'`).join(', ');
/** The same in SQL, of an expression that gives no NULL. */
export const isUsSql = (country: string) => `${country} IN (${list})`;
export const isAbroadSql = (country: string) => `${country} NOT IN ('', ${list})`;
