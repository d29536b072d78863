/** Attributes by their place in a record, from 1. */
type Places = Readonly<Record<string, number>>;

const common: Places = { 'Acct-Status-Type': 1, 'Acct-Session-Id': 4 };

/**
 * From `Calling-Station-Id` to the realms, releases differ only in where it begins: S-C6.2 put the forked call's id
 * before it.
 */
function fromCallingStation(place: number): Places {
  return {
    ...common,
    'Calling-Station-Id': place,
    'Called-Station-Id': place + 1,
    'h323-setup-time': place + 4,
    'h323-connect-time': place + 5,
    'h323-disconnect-time': place + 6,
    'h323-disconnect-cause': place + 7,
    'Acme-Session-Egress-Realm': place + 12,
    'Acme-Session-Ingress-Realm': place + 13,
  };
}

/** Behind the media columns. */
function fromChargingVector(place: number): Places {
  return {
    'Acme-Originating-Trunk-Group': place + 6,
    'Acme-Terminating-Trunk-Group': place + 7,
    'Acme-Disconnect-Cause': place + 18,
    'Acme-SIP-Status': place + 19,
  };
}

/** Stop records by their number of columns. */
const layouts: ReadonlyMap<number, Places> = new Map([
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
 * The columns of a record. Of a release that isn't listed, those up to the realms are told by where the first time
 * stands; undefined where none does. A record that is no stop record has a status type alone.
 */
export function acmeColumns(row: readonly string[]): readonly string[] | undefined {
  if (!/^(?:2|stop)$/i.test(row[0]?.trim() ?? '')) return columns(common);
  const known = layouts.get(row.length);
  if (known !== undefined) return columns(known);
  const setup = row.findIndex((field) => time.test(field)) + 1;
  return setup === 13 || setup === 14 ? columns(fromCallingStation(setup - 4)) : undefined;
}

function columns(places: Places): readonly string[] {
  const list: string[] = [];
  for (const [attribute, place] of Object.entries(places)) list[place - 1] = attribute;
  return Array.from(list, (attribute) => attribute ?? '');
}
