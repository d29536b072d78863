import { describe, expect, it } from 'vitest';
import { chunks, recordsIn } from './conformance/read.ts';
import { isGood } from './format.ts';
import { formatNamed } from './formats.ts';
import { mappedFormat } from './mapping/load.ts';
import { readXmlRecords } from './xml-records.ts';
import { xmlValue } from './xml-value.ts';

async function records(content: string | Buffer, element = 'r', size = 7) {
  const bytes = Buffer.from(content);
  const read = async (step: number) =>
    (
      await Array.fromAsync(
        readXmlRecords(
          chunks(bytes, () => step),
          element,
          'calls.xml',
        ),
      )
    ).flat();
  const found = await read(size);
  expect(await read(bytes.length + 1)).toEqual(found);
  return found;
}

describe('records of an XML file', () => {
  it.each<[string, string, { line: number; text?: string; broken?: string }[]]>([
    [
      'in a list',
      '<l>\n <r>1</r>\n <r a="x>y"/>\n</l>',
      [
        { line: 2, text: '<r>1</r>' },
        { line: 3, text: '<r a="x>y"/>' },
      ],
    ],
    [
      'documents put together',
      '<?xml version="1.0"?>\n<r>1</r><?xml version="1.0"?><r>2</r>',
      [{ line: 2 }, { line: 2 }],
    ],
    ['with a prefix', '<x:l xmlns:x="u"><x:r>1</x:r></x:l>', [{ line: 1, text: '<x:r>1</x:r>' }]],
    [
      'beside others whose names begin alike',
      '<l><rr>1</rr><r-r/><r>2</r></l>',
      [{ line: 1, text: '<r>2</r>' }],
    ],
    ['not in comments', '<l><!-- <r>1</r>\n --><r>2</r></l>', [{ line: 2, text: '<r>2</r>' }]],
    [
      'as a whole where a comment in one holds tags',
      '<l><r><i>1</i><!-- <r> old </r> --><i>2</i></r><r>3</r></l>',
      [
        { line: 1, text: '<r><i>1</i><!-- <r> old </r> --><i>2</i></r>' },
        { line: 1, text: '<r>3</r>' },
      ],
    ],
    [
      'as a whole where its character data hold tags',
      '<l><r><![CDATA[<?xml ?><r> and </r>]]>\n</r><r><![CDATA[]]></r></l>',
      [
        { line: 1, text: '<r><![CDATA[<?xml ?><r> and </r>]]>\n</r>' },
        { line: 2, text: '<r><![CDATA[]]></r>' },
      ],
    ],
    [
      'behind one whose comment does not end',
      '<l><r>1<!-- x</r>\n<r>2</r>\n<r>3</r></l>',
      [{ line: 1, text: '<r>1<!-- x</r>' }, { line: 2 }, { line: 3 }],
    ],
    [
      'behind one that is cut off in a comment or in character data',
      '<l><r>1<!-- x\n<r>2<!-- y --></r>\n<r><![CDATA[\n<r><![CDATA[3]]></r></l>',
      [
        { line: 1, text: '<r>1<!-- x', broken: 'ends within the record' },
        { line: 2, text: '<r>2<!-- y --></r>' },
        { line: 3, text: '<r><![CDATA[', broken: 'ends within the record' },
        { line: 4, text: '<r><![CDATA[3]]></r>' },
      ],
    ],
    [
      'behind a document type',
      '<!DOCTYPE l [\n<!ENTITY e "x">\n]>\n<l><r>1</r></l>',
      [{ line: 4, text: '<r>1</r>' }],
    ],
    [
      'after one that is cut off',
      '<l>\n<r><a>\n<r>2</r></l>',
      [
        { line: 2, text: '<r><a>', broken: 'ends within the record' },
        { line: 3, text: '<r>2</r>' },
      ],
    ],
    [
      'after one without its end, in the next document',
      '<r>1\n<?xml version="1.0"?><r>2</r>',
      [{ line: 1, broken: 'ends within the record' }, { line: 2 }],
    ],
    [
      'and the end of one without its beginning',
      '<l><x></r><r>2</r></l>',
      [{ line: 1, text: '</r>', broken: 'is the end of a record without its beginning' }, { line: 1 }],
    ],
    ['and text outside', 'oops\n<r>1</r>', [{ line: 1, text: 'oops', broken: 'is no XML' }, { line: 2 }]],
    ['and none in an empty list', '<?xml version="1.0"?><l>\n</l>', []],
    [
      'and a comment that does not end',
      '<r>1</r>\n<!-- <r>2</r>',
      [{ line: 1 }, { line: 2, broken: 'has a comment that does not end' }],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await records(text)).toMatchObject(expected);
    expect(await records(text)).toHaveLength(expected.length);
  });

  it('are decoded as their document says', async () => {
    const text = '<r>Müller</r>';
    const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${text}`;
    for (const bytes of [
      declared('utf-8'),
      Buffer.from(declared('ISO-8859-1'), 'latin1'),
      Buffer.from(text, 'latin1'),
    ])
      expect(await records(bytes)).toMatchObject([{ text }]);
    await expect(records(declared('x-none'))).rejects.toThrow("calls.xml says that its text is in 'x-none'");
  });

  it('are told where there are others only', async () => {
    await expect(records('<CDRs><CDR/></CDRs>')).rejects.toThrow(
      'calls.xml has no element <r>, which a record must be; it has <CDRs>, <CDR>',
    );
  });

  it('hold no more than one in memory', async () => {
    const found = await records(`<l><r>${'x'.repeat(1_200_000)}</r><r>2</r></l>`, 'r', 9_973);
    expect(found).toMatchObject([{ broken: 'is longer than a record can be' }, { text: '<r>2</r>' }]);
    const long = `<r>${'x'.repeat(300_000)}<!-- <r> ${'x'.repeat(900_000)} <r> --></r>`;
    const source = chunks(Buffer.from(`<l>${long}<r>2</r></l>`), () => 9_973);
    const commented = await Array.fromAsync(readXmlRecords(source, 'r', 'calls.xml'));
    expect(commented.flat()).toMatchObject([
      { broken: 'is longer than a record can be' },
      { text: '<r>2</r>' },
    ]);
  });
});

describe('the value of an element', () => {
  it('is text, or an object of elements, attributes and text', () => {
    const text =
      '<r a="1" x:b="2"><t> &lt;1 &amp; &#50;\n</t><s/><m>1</m><m n="3">2</m><c><![CDATA[<x>]]></c><__proto__>p</__proto__></r>';
    expect(JSON.stringify(xmlValue(text))).toBe(
      JSON.stringify({
        value: {
          '@a': '1',
          '@b': '2',
          t: '<1 & 2',
          s: '',
          m: ['1', { '@n': '3', '#text': '2' }],
          c: '<x>',
          ['__proto__']: 'p',
        },
      }),
    );
  });

  it.each([
    ['<r><a></r>', 'is no well-formed XML'],
    ['<r>a & b</r>', /entity|well-formed/],
    ['<r>&lol9;</r>', 'names an entity that XML itself does not define'],
    [
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
      'names an entity that XML itself does not define',
    ],
    [`${'<a>'.repeat(500)}${'</a>'.repeat(500)}`, 'is nested too deep'],
  ])('is none for %j', (text, reason) => {
    const { broken } = { broken: '', ...xmlValue(text) };
    expect(broken).toMatch(reason);
  });
});

describe('calls in XML', () => {
  const cdr = (uuid: string, callflow: string) =>
    `<cdr><variables><uuid>${uuid}</uuid><start_epoch>1772550000</start_epoch><end_epoch>1772550035</end_epoch><hangup_cause>USER_BUSY</hangup_cause><accountcode>A%26B</accountcode></variables>${callflow}</cdr>`;
  const profile = (called: string) =>
    `<callflow><caller_profile><caller_id_number>12025550101</caller_id_number><destination_number>${called}</destination_number></caller_profile></callflow>`;

  it('of mod_xml_cdr: the last callflow is as signalled, variables are URL-encoded', async () => {
    const text =
      cdr('u1', profile('13125550102') + profile('13125550103')) + cdr('u2', profile('13125550104'));
    const found = await recordsIn(formatNamed('freeswitch-xml'), text);
    expect(found.filter(isGood).map((record) => record.cdr)).toMatchObject([
      { call_id: 'u1', called_number: '13125550103', customer: 'A&B', sip_code: 486 },
      { call_id: 'u2', called_number: '13125550104', customer: 'A&B' },
    ]);
  });

  it('of a mapping, out of attributes and elements with both', async () => {
    const format = mappedFormat('switch', {
      documents: { xml: 'Call' },
      identity: ['@id'],
      fields: {
        start_time: 'time.@start',
        end_time: 'time.@end',
        calling_number: 'party[0]',
        called_number: 'party[-1]',
      },
    });
    const text =
      '<Calls><Call id="7"><time start="2026-03-03T15:00:00Z" end="2026-03-03T15:01:00Z"/><party kind="a">12025550101</party><party kind="b">12025550102</party></Call></Calls>';
    expect(await recordsIn(format, text)).toMatchObject([
      { cdr: { call_id: '7', calling_number: '12025550101', called_number: '12025550102' } },
    ]);
    expect(() => mappedFormat('switch', { documents: { xml: 'Call', list: 'calls' } })).toThrow(
      "'list' is for JSON",
    );
  });
});
