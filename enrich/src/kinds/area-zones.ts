/** Locations for which the report's letter is missing, or does not say whether clocks change in summer. */
const zoneOfLocation: Readonly<Record<string, string>> = {
  AZ: 'America/Phoenix',
  HI: 'Pacific/Honolulu',
  AK: 'America/Anchorage',
  GU: 'Pacific/Guam',
  CNMI: 'Pacific/Guam',
  AS: 'Pacific/Pago_Pago',
  SASKATCHEWAN: 'America/Regina',
  JAMAICA: 'America/Jamaica',
  'CAYMAN ISLANDS': 'America/Cayman',
  BERMUDA: 'Atlantic/Bermuda',
};

const zoneOfLetter: Readonly<Record<string, string>> = {
  E: 'America/New_York',
  C: 'America/Chicago',
  M: 'America/Denver',
  P: 'America/Los_Angeles',
  N: 'America/St_Johns',
};

/** Letter A. Canada's Atlantic provinces change their clocks in summer, the Caribbean islands don't. */
const atlantic = (country: string) => (country === 'CANADA' ? 'America/Halifax' : 'America/Puerto_Rico');

/** IANA time zones of an area code, from the NPA report's location and its letters: one letter for each zone. */
export function timeZonesOf(location: string, country: string, letters: string): string[] {
  const fixed = zoneOfLocation[location];
  if (fixed !== undefined) return [fixed];
  if (!/^[ECMPNA]+$/.test(letters)) return [];
  return [...letters].map((letter) => zoneOfLetter[letter] ?? atlantic(country));
}
