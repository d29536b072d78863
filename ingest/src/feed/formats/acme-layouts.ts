/** The position of each attribute (column) in a record, from 1. */
type Positions = Readonly<Record<string, number>>;

const common: Positions = { 'Acct-Status-Type': 1, 'Acct-Session-Id': 4 };

/**
 * The columns from `Calling-Station-Id` to the realms have the same order in all releases. Only their first position
 * differs: S-C6.2 added the id of a forked call before them.
 */
function fromCallingStation(position: number): Positions {
  return {
    ...common,
    'Calling-Station-Id': position,
    'Called-Station-Id': position + 1,
    'h323-setup-time': position + 4,
    'h323-connect-time': position + 5,
    'h323-disconnect-time': position + 6,
    'h323-disconnect-cause': position + 7,
    'Acme-Session-Egress-Realm': position + 12,
    'Acme-Session-Ingress-Realm': position + 13,
  };
}

/** The columns of the charging vector, which follow the columns about media. */
function fromChargingVector(position: number): Positions {
  return {
    'Acme-Originating-Trunk-Group': position + 6,
    'Acme-Terminating-Trunk-Group': position + 7,
    'Acme-Disconnect-Cause': position + 18,
    'Acme-SIP-Status': position + 19,
  };
}

/** The layout of stop records, by their number of columns. */
const layouts: ReadonlyMap<number, Positions> = new Map([
  // S-C6.1.0
  [169, { ...fromCallingStation(9), ...fromChargingVector(115) }],
  // S-C6.2.0
  [171, { ...fromCallingStation(10), ...fromChargingVector(116) }],
  // S-CX6.4.0
  [175, { ...fromCallingStation(10), ...fromChargingVector(116) }],
  // S-CX6.4.0 with 94 more columns before the charging vector
  [269, { ...fromCallingStation(10), ...fromChargingVector(210) }],
]);

/** `10:15:32.123 UTC MAR 03 2026` */
const time = /^\s*\d{1,2}:\d\d:\d\d(?:\.\d+)? /;

/**
 * The columns of a record, told by its number of columns. For a release that is not listed, the position of the first
 * time tells the columns up to the realms. Undefined where no position fits. Of a record that is no stop record, only
 * the status type is known.
 */
export function acmeColumns(row: readonly string[]): readonly string[] | undefined {
  if (!/^(?:2|stop)$/i.test(row[0]?.trim() ?? '')) return columns(common);
  const known = layouts.get(row.length);
  if (known !== undefined) return columns(known);
  const setup = row.findIndex((field) => time.test(field)) + 1;
  return setup === 13 || setup === 14 ? columns(fromCallingStation(setup - 4)) : undefined;
}

function columns(positions: Positions): readonly string[] {
  const list: string[] = [];
  for (const [attribute, position] of Object.entries(positions)) list[position - 1] = attribute;
  return Array.from(list, (attribute) => attribute ?? '');
}
