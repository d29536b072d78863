type Row = readonly string[];

const standard = ['method', 'from_tag', 'to_tag', 'callid', 'sip_code', 'sip_reason', 'time'];

const isAddress = (field = '') => /^\d{1,3}(?:\.\d{1,3}){3}$|^[\da-fA-F]*:[\da-fA-F:.]+$/.test(field);

/** Published layouts of the columns behind the standard ones. `fits` tests what no other layout has in that column. */
const layouts: readonly { readonly extra: readonly string[]; readonly fits: (extra: Row) => boolean }[] = [
  {
    // Kamailio's default configuration.
    extra: ['src_user', 'src_domain', 'src_ip', 'dst_ouser', 'dst_user', 'dst_domain'],
    fits: (extra) => extra.length === 6 && isAddress(extra[2]),
  },
  {
    extra: ['src_user', 'src_domain', 'dst_ouser', 'dst_user', 'dst_domain', 'src_ip'],
    fits: (extra) => extra.length === 6 && isAddress(extra[5]),
  },
  {
    // The layout of CGRateS for OpenSIPS. Its request types begin with a star, such as `*prepaid`.
    extra: ['cgr_reqtype', 'src_user', 'dst_user', 'cgr_supplier', 'dialog_id'],
    fits: (extra) => extra.length === 5 && extra[0]?.startsWith('*') === true,
  },
];

/**
 * The columns of a row. Undefined where the site has columns of its own. A record that is no INVITE needs only the
 * standard columns.
 */
export function flatstoreColumns(row: Row): readonly string[] | undefined {
  if (row.length < standard.length) return undefined;
  if (row[0]?.trim().toUpperCase() !== 'INVITE') return standard;
  const extra = row.slice(standard.length);
  const layout = layouts.find(({ fits }) => fits(extra));
  return layout === undefined ? undefined : [...standard, ...layout.extra];
}
