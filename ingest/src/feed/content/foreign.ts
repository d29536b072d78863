/** A kind of file that no feed format reads, and how such a file begins. */
interface Foreign {
  /** Its first bytes, or a pattern for them, as Latin-1 text. */
  readonly begins: readonly string[] | RegExp;
  /** What the file is, and what to do. It follows the words "FILE is". */
  readonly what: string;
}

const export_ = 'export the records as CSV or JSON instead';
const unpack = 'unpack it and feed the files in it';
const capture = 'a packet capture and holds no call-detail records: feed the files that the switch writes';

/** Some of these names may also be elements of a carrier's XML. For these, the element that follows decides. */
const html = new RegExp(
  [
    '^(?:\\xEF\\xBB\\xBF)?\\s*<(?:!doctype\\s+html|html',
    'head[^>]*>\\s*<(?:meta|title|style|script|link|base)',
    'body[^>]*>\\s*<(?:h\\d|p|div|span|table|center|pre|form|font|a|b|br|hr|img|ul)',
    'table[^>]*>\\s*<(?:caption|colgroup|thead|tbody|tr))[\\s/>]',
  ].join('|'),
  'i',
);

const foreign: readonly Foreign[] = [
  {
    begins: ['\xFD7zXZ\0'],
    what: `compressed by xz: decompress it, as with 'xz -dc FILE | ringtrace feed ... -'`,
  },
  { begins: ['7z\xBC\xAF\x27\x1C'], what: `a 7-Zip archive: ${unpack}` },
  { begins: ['Rar!\x1A\x07'], what: `a RAR archive: ${unpack}` },
  { begins: ['MSCF\0\0\0\0'], what: `a Windows cabinet: ${unpack}` },
  { begins: ['!<arch>\n'], what: `an ar archive: ${unpack}` },
  { begins: /^(?:07070[12][0-9A-Fa-f]{104}|070707[0-7]{70})/, what: `a cpio archive: ${unpack}` },
  {
    begins: ['\x04\x22\x4D\x18'],
    what: "compressed by LZ4: decompress it, as with 'lz4 -dc FILE | ringtrace feed ... -'",
  },
  { begins: ['\xFF\x06\0\0sNaPpY'], what: 'compressed by Snappy: decompress it first' },
  {
    begins: ['LZIP\0', 'LZIP\x01'],
    what: "compressed by lzip: decompress it, as with 'lzip -dc FILE | ringtrace feed ... -'",
  },
  {
    begins: [']\0\0'],
    what: "compressed by LZMA: decompress it, as with 'xz -dc FILE | ringtrace feed ... -'",
  },
  {
    begins: ['\x1F\x9D', '\x1F\xA0'],
    what: "compressed by compress (.Z): decompress it, as with 'zcat FILE | ringtrace feed ... -'",
  },
  {
    begins: ['\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'],
    what: "an old Microsoft Office file, likely an Excel workbook (.xls): save it as 'CSV UTF-8', with the columns of numbers as text",
  },
  {
    begins: /^\s*<\?xml[^>]*>\s*(?:<!--[^>]*-->\s*)?<\?mso-application progid="Excel/,
    what: "an Excel workbook saved as XML: save it as 'CSV UTF-8', with the columns of numbers as text",
  },
  {
    begins: html,
    what: `an HTML page, perhaps a report or an error page that was saved instead of the file: ${export_}`,
  },
  { begins: ['%PDF-'], what: `a PDF document: ${export_}` },
  { begins: ['{\\rtf'], what: `a text-processor document (RTF): ${export_}` },
  { begins: ['%!PS'], what: `a PostScript document: ${export_}` },
  { begins: ['SQLite format 3\0'], what: `an SQLite database: ${export_}` },
  { begins: ['PAR1\x15'], what: `a Parquet file: ${export_}` },
  { begins: ['Obj\x01'], what: `an Avro file: ${export_}` },
  { begins: ['ORC\x08', 'ORC\n'], what: `an ORC file: ${export_}` },
  { begins: ['\x89HDF\r\n\x1A\n'], what: `an HDF5 file: ${export_}` },
  {
    begins: ['\xD4\xC3\xB2\xA1', '\xA1\xB2\xC3\xD4', '\x4D\x3C\xB2\xA1', '\xA1\xB2\x3C\x4D', '\n\r\r\n'],
    what: capture,
  },
  { begins: ['-----BEGIN PGP MESSAGE-----'], what: 'encrypted (OpenPGP): decrypt it first' },
  {
    begins: ['\x85\x01\x0C\x03', '\x85\x02\x0C\x03', '\x85\x04\x0C\x03', '\x8C\x0D\x04'],
    what: 'encrypted (OpenPGP): decrypt it first',
  },
  { begins: ['age-encryption.org/'], what: 'encrypted (age): decrypt it first' },
  { begins: ['Salted__'], what: 'encrypted (OpenSSL): decrypt it first' },
  {
    begins: ['\x89PNG', '\xFF\xD8\xFF', 'GIF87a', 'GIF89a', 'II*\0', 'MM\0*'],
    what: `a picture: ${export_}`,
  },
  { begins: ['\x7FELF'], what: 'a program and no switch file' },
  {
    begins: ['version https://git-lfs'],
    what: 'a pointer of Git LFS and not the file itself: fetch it first',
  },
  { begins: ['\xFF\xFE\0\0', '\0\0\xFE\xFF'], what: 'UTF-32 text: save it as UTF-8' },
];

/**
 * What a file that begins with these bytes is, to follow the words "FILE is". Undefined where a feed format may read
 * it.
 */
export function foreignTo(head: Buffer): string | undefined {
  const text = head.toString('latin1');
  const found = foreign.find(({ begins }) =>
    begins instanceof RegExp ? begins.test(text) : begins.some((magic) => text.startsWith(magic)),
  );
  return found?.what ?? (isBinary(head) ? `binary data and no text, such as BER: ${export_}` : undefined);
}

/** Fewer bytes than this can't show that a file is binary. */
const fewestTold = 64;
/**
 * Greatest share of control characters in a text. The most frequent one does not count, because it may separate or fill
 * columns.
 */
const mostControls = 0.1;

function isBinary(head: Buffer): boolean {
  if (head.length < fewestTold) return false;
  const counts = new Map<number, number>();
  for (const byte of head) if (isControl(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  const all = [...counts.values()];
  const others = all.reduce((sum, count) => sum + count, 0) - Math.max(0, ...all);
  return others > head.length * mostControls || (counts.get(0) ?? 0) === head.length;
}

/** Whether a byte is a control character other than TAB, LF, FF and CR. */
const isControl = (byte: number) => (byte < 32 && ![9, 10, 12, 13].includes(byte)) || byte === 127;
