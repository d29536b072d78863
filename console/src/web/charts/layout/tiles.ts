/** A state, province or territory on the map of tiles. Columns and rows from 0. */
export interface Tile {
  readonly code: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

/** Each row from west to east: the code, or a dot for no tile. */
const grid = [
  '.  .  .  NT .  .  .  .  .  .  NL .',
  '.  BC AB SK MB .  ON .  QC NB NS .',
  'AK .  .  .  .  .  .  .  .  .  ME .',
  '.  .  .  .  .  .  .  .  .  VT NH .',
  'WA ID MT ND MN IL WI MI NY RI MA .',
  'OR NV WY SD IA IN OH PA NJ CT .  .',
  'CA UT CO NE MO KY WV VA MD DE .  .',
  '.  AZ NM KS AR TN NC SC DC .  .  .',
  'GU .  .  OK LA MS AL GA .  .  .  ZZ',
  'HI AS MP TX .  .  .  .  FL .  PR VI',
];

/** The tile for area codes of elsewhere, such as the Caribbean, and for those of an unknown place. */
const elsewhere = 'ZZ';

const names: Readonly<Record<string, string>> = {
  AK: 'Alaska',
  AL: 'Alabama',
  AR: 'Arkansas',
  AS: 'American Samoa',
  AZ: 'Arizona',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DC: 'District of Columbia',
  DE: 'Delaware',
  FL: 'Florida',
  GA: 'Georgia',
  GU: 'Guam',
  HI: 'Hawaii',
  IA: 'Iowa',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  MA: 'Massachusetts',
  MD: 'Maryland',
  ME: 'Maine',
  MI: 'Michigan',
  MN: 'Minnesota',
  MO: 'Missouri',
  MP: 'Northern Mariana Islands',
  MS: 'Mississippi',
  MT: 'Montana',
  NC: 'North Carolina',
  ND: 'North Dakota',
  NE: 'Nebraska',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NV: 'Nevada',
  NY: 'New York',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  PR: 'Puerto Rico',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VA: 'Virginia',
  VI: 'U.S. Virgin Islands',
  VT: 'Vermont',
  WA: 'Washington',
  WI: 'Wisconsin',
  WV: 'West Virginia',
  WY: 'Wyoming',
  AB: 'Alberta',
  BC: 'British Columbia',
  MB: 'Manitoba',
  NB: 'New Brunswick',
  NL: 'Newfoundland and Labrador',
  NS: 'Nova Scotia and Prince Edward Island',
  NT: 'Yukon, Northwest Territories, Nunavut',
  ON: 'Ontario',
  QC: 'Quebec',
  SK: 'Saskatchewan',
  ZZ: 'elsewhere or unknown',
};

export const tiles: readonly Tile[] = grid.flatMap((line, row) =>
  line
    .split(/ +/)
    .flatMap((code, column) => (code === '.' ? [] : [{ code, name: names[code] ?? code, column, row }])),
);

const apart = new Set('AK HI AS GU MP PR VI AB BC MB NB NL NS NT ON QC SK ZZ'.split(' '));
/** Whether a tile is none of the contiguous states. */
export const isApart = (code: string) => apart.has(code);

/** Names that NANPA's report uses for a state or province, as the code of its tile. */
const other: Readonly<Record<string, string>> = {
  USVI: 'VI',
  CNMI: 'MP',
  'NOVA SCOTIA - PRINCE EDWARD ISLAND': 'NS',
  PE: 'NS',
  'YUKON-NW TERR. - NUNAVUT': 'NT',
  YT: 'NT',
  NU: 'NT',
};
const codes = new Map([
  ...tiles.map(({ code, name }) => [name.toUpperCase(), code] as const),
  ...tiles.map(({ code }) => [code, code] as const),
  ...Object.entries(other),
]);

/** The tile of a state or province as NANPA's report writes it (`TX`, `ALBERTA`); `elsewhere` for any other place. */
export const tileOf = (location: string) => codes.get(location.toUpperCase()) ?? elsewhere;
