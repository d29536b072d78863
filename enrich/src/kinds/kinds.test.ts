import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAreaCodes } from './area-codes.ts';
import { parseComplaints } from './complaints.ts';
import { parseKnownCallers } from './known-callers.ts';
import { parseNumberBlocks } from './number-block-files.ts';
import { holderIn, numberIn, readNumberList } from './number-list-file.ts';
import { filingByName, parseRmd } from './rmd.ts';

type Parse = (text: string, file: string) => unknown;
/** The error message for a file of these lines. */
function refusal(parse: Parse, lines: readonly string[]): string {
  try {
    parse(lines.join('\n'), 'f');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
}

const blocks = 'npa,nxx,block,ocn,company,state,rate_center,line_type';
const offices =
  'State\tNPA-NXX\tOCN\tCompany\tRateCenter\tEffectiveDate\tUse\tAssignDate\tInitial/Growth\tPooled Code\t';
const dc = (block: string, type = '') => `202,555,${block},1234,"North, Inc.",DC,WSHNGTNZN1,${type}`;

describe('number blocks', () => {
  it('can be thousands blocks and the rest of an exchange', () => {
    const north = { ocn: '1234', company: 'North, Inc.', state: 'DC', rate_center: 'WSHNGTNZN1' };
    expect(parseNumberBlocks([blocks, dc('A', 'Wireline'), dc('7', 'wireless')].join('\n'), 'f')).toEqual([
      { block: '202555', ...north, line_type: 'FIXED_LINE' },
      { block: '2025557', ...north, line_type: 'MOBILE' },
    ]);
  });

  it("come as NANPA's central office codes, of which those in use count", () => {
    const lines = [
      offices,
      'DC \t202-555\t1234\tNORTH, INC.\tWSHNGTNZN1\t\tAS\t01/02/1990\tI\tN\t',
      'DC \t202-556\t    \t          \t          \t\tUA\t          \t \t \t',
    ];
    expect(parseNumberBlocks(lines.join('\r\n'), 'f')).toEqual([
      {
        block: '202555',
        ocn: '1234',
        company: 'NORTH, INC.',
        state: 'DC',
        rate_center: 'WSHNGTNZN1',
        line_type: '',
      },
    ]);
  });

  it.each([
    [['npa,nxx'], 'f:1: the first line must be the header'],
    [[blocks, '102,555,,1234,N,DC,W,'], "f:2: npa: '102' must be 3 digits"],
    [[blocks, '202,155,,1234,N,DC,W,'], "f:2: nxx: '155' must be 3 digits"],
    [[blocks, '202,555,X,1234,N,DC,W,'], "f:2: block: 'X' must be empty"],
    [[blocks, '202,555,,12,N,DC,W,'], "f:2: ocn: '12' must be an operating company number"],
    [[blocks, '202,555,,1234,N,DC,W,satellite'], "f:2: line_type: 'satellite' must be landline"],
    [[blocks, dc(''), dc('')], "f:3: block '202555' is on line 2 already"],
    [[blocks, dc('3'), dc('3')], "f:3: block '2025553' is on line 2 already"],
    [[blocks, dc('3'), dc('')], 'f:2: block 2025553 overlaps line 3, which assigns the whole NXX'],
    [['State\tNPA-NXX\tOCN'], 'f:1: the first line must be a header with the columns'],
    [[offices, 'DC\t202555\t1234\tN\tW\t\tAS\t\tI\tN\t'], "f:2: NPA-NXX: '202555' must be NPA-NXX"],
    [[offices, 'DC\t202-555\t\tN\tW\t\tAS\t\tI\tN\t'], "f:2: OCN: '' must be an operating company number"],
  ])('are refused: %j', (lines, message) => {
    expect(refusal(parseNumberBlocks, lines)).toContain(message);
  });
});

describe('single numbers and their holders', () => {
  const read = (...lines: string[]) =>
    readNumberList({
      bytes: Buffer.from(['number,ocn', ...lines].join('\n')),
      file: 'f',
      column: 'ocn',
      holder: { pattern: /^[0-9A-Z]{4}$/, must: 'must be four' },
    });
  const rows = ({ packed, holders }: ReturnType<typeof read>) =>
    Array.from(packed, (value) => [numberIn(value), holders[holderIn(value)]]);

  it('give the same digest in any order and form', () => {
    const list = read('2025550123,1234', '12025550101,890B\r', '', '+19995559999,1234');
    expect(rows(list)).toEqual([
      [12025550101, '890B'],
      [12025550123, '1234'],
      [19995559999, '1234'],
    ]);
    const turned = read('9995559999,1234', '2025550101,890B', '2025550123,1234');
    expect(turned.digest).toBe(list.digest);
    expect(read('9995559999,1234', '2025550101,1234', '2025550123,890B').digest).not.toBe(list.digest);
  });

  it.each([
    [['2025550123,12'], "f:2: ocn: '12' must be four"],
    [['2025550123,1234', '', '202555012,1234'], "f:4: '202555012,1234' must be a number of 10 digits"],
    [['2021550123,1234'], 'f:2:'],
    [['442079460123,1234'], 'f:2:'],
    [['2025550123'], 'f:2:'],
    [['202555012x,1234'], 'f:2:'],
    [['2025550123,1234', '2025550124,1234', '12025550123,1234'], 'f:4: number 12025550123 is on line 2'],
    [['2025550123,1234', '2025550123,890B'], 'f:3: number 12025550123 is on line 2'],
  ])('are refused: %j', (lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });

  it('are refused under another header', () => {
    expect(
      refusal(
        (text) =>
          readNumberList({
            bytes: Buffer.from(text),
            file: 'f',
            column: 'ocn',
            holder: { pattern: /x/, must: '' },
          }),
        ['ocn,number'],
      ),
    ).toContain("f:1: the first line must be the header 'number,ocn'");
  });
});

const rmdHeader =
  'business_name,frn,previous_dba_names,business_address,other_dba_names,foreign_voice_provider,implementation,voice_service_provider_choice,gateway_provider_choice,intermediate_provider_choice,robocall_mitigation_contact_name,contact_title,contact_department,contact_business_address,contact_telephone_number,pdf';
const filing = (
  name: string,
  frn: string,
  foreign = 'No',
  implementation = 'Complete STIR/SHAKEN Implementation',
) =>
  `"${name}",${frn},Old Name,"1 Main St, Austin",Other Name; Third,${foreign},${implementation},Yes,Yes,No,Ann,CTO,,,5125550100,x.pdf`;

describe('the Robocall Mitigation Database', () => {
  it('is read as exported', () => {
    expect(parseRmd([rmdHeader, filing('North, LLC', '12345', 'Yes')].join('\n'), 'f')).toEqual([
      {
        frn: '12345',
        business_name: 'North, LLC',
        other_names: ['Other Name', 'Third', 'Old Name'],
        business_address: '1 Main St, Austin',
        foreign_voice_provider: true,
        status: 'listed',
        implementation: 'complete',
        roles: ['voice_service', 'gateway'],
        contact: 'Ann',
        contact_telephone_number: '5125550100',
      },
    ]);
  });

  it('is found by name, whatever its case, punctuation and legal form; not by a name of two filings', () => {
    const rows = [filing('Blue Sky Telecom, L.L.C.', '1'), filing('Red', '2')];
    const find = filingByName(parseRmd([rmdHeader, ...rows].join('\n'), 'f'));
    expect(find('BLUE SKY TELECOM INC')?.frn).toBe('1');
    expect(find('Blue Sky')).toBeUndefined();
    expect(find('Third')).toBeUndefined();
  });

  it.each([
    [['business_name,frn'], 'f:1: the first line must be a header with the columns'],
    [[rmdHeader, filing('', '1')], "f:2: business_name: ''"],
    [[rmdHeader, filing('North', 'X1')], "f:2: frn: 'X1' must be"],
    [[rmdHeader, filing('North', '1', 'maybe')], "f:2: foreign_voice_provider: 'maybe' must be Yes or No"],
    [[rmdHeader, filing('North', '1', 'No', 'soon')], "f:2: implementation: 'soon' must say"],
    [
      [rmdHeader, filing('North', '1'), filing('North', '1')],
      "f:3: frn and business_name '1 North' is on line",
    ],
  ])('is refused: %j', (lines, message) => {
    expect(refusal(parseRmd, lines)).toContain(message);
  });
});

describe('known callers', () => {
  it('are read with owner and purpose', () => {
    const text = 'number,owner,purpose\n(202) 555-0123,School,"alerts, closures"\n';
    expect(parseKnownCallers(text, 'f')).toEqual([
      { number: 12025550123, owner: 'School', purpose: 'alerts, closures' },
    ]);
  });

  it.each([
    [['number,owner'], 'f:1: the first line must be the header'],
    [['number,owner,purpose', 'anonymous,S,p'], "f:2: number: 'anonymous' is no number"],
    [
      ['number,owner,purpose', '2025550123,S,p', '+12025550123,S,p'],
      "f:3: number '12025550123' is on line 2",
    ],
    [['number,owner,purpose', '2025550123,,p'], "f:2: owner: '' must not be empty"],
  ])('are refused: %j', (lines, message) => {
    expect(refusal(parseKnownCallers, lines)).toContain(message);
  });
});

const complaintsHeader =
  'Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall';

describe('complaints', () => {
  it('are read as the FTC publishes them', () => {
    const text = `${complaintsHeader}\n2025550123,2026-01-02 03:04:05,2026-01-01 00:00,Austin,Texas,512,Other,Y\n,2026-01-02 03:04:05,,,,,,\n`;
    const empty = { consumer_city: '', consumer_state: '', consumer_area_code: '', subject: '' };
    expect(parseComplaints(text, 'f')).toEqual([
      {
        line: 2,
        number: 12025550123,
        created_at: Date.UTC(2026, 0, 2, 3, 4, 5),
        violation_at: Date.UTC(2026, 0, 1),
        consumer_city: 'Austin',
        consumer_state: 'Texas',
        consumer_area_code: '512',
        subject: 'Other',
        recorded_message: 'Y',
      },
      {
        line: 3,
        number: 0,
        created_at: Date.UTC(2026, 0, 2, 3, 4, 5),
        violation_at: 0,
        ...empty,
        recorded_message: '',
      },
    ]);
  });

  it.each([
    [['Created_Date'], 'f:1: the first line must be a header with the columns'],
    [[complaintsHeader, '2025550123,01/02/2026,,,,,,'], "f:2: Created_Date: '01/02/2026' must be a time"],
    [[complaintsHeader, '2025550123,2026-01-02,,,,51,,'], "f:2: Consumer_Area_Code: '51' must be"],
    [[complaintsHeader, '2025550123,2026-01-02,,,,,,Q'], "f:2: Recorded_Message_Or_Robocall: 'Q'"],
  ])('are refused: %j', (lines, message) => {
    expect(refusal(parseComplaints, lines)).toContain(message);
  });
});

const report = [
  'File Date,03/04/2020',
  'NPA_ID,ASSIGNABLE,IN_SERVICE,LOCATION,COUNTRY,SERVICE,TIME_ZONE,AREA_SERVED,MAP',
] as const;

describe('area codes', () => {
  it('are read with their time zones, from lines that are cut short too', () => {
    const lines = [
      '201,Yes,Y,NJ,US,,E,,201',
      '602,Yes,Y,AZ,US,,M,,602',
      '219,Yes,Y,IN,US,,EC,,219',
      '902,Yes,Y,NOVA SCOTIA - PRINCE EDWARD ISLAND,CANADA,,A,,902',
      '506,Yes,N,NEW BRUNSWICK,CANADA,,A,New Brunswick, CA,506',
      '787,Yes,Y,PUERTO RICO,US,,A,,787',
      '800,Yes,Y,NANP AREA,,Toll-Free,E,,',
      '469,Yes,Y,TX,US',
    ];
    const codes = parseAreaCodes([...report, ...lines].join('\n'), 'f');
    expect(codes.map(({ npa, time_zones }) => [npa, ...time_zones])).toEqual([
      ['201', 'America/New_York'],
      ['602', 'America/Phoenix'],
      ['219', 'America/New_York', 'America/Chicago'],
      ['902', 'America/Halifax'],
      ['506', 'America/Halifax'],
      ['787', 'America/Puerto_Rico'],
      ['800'],
      ['469'],
    ]);
    expect(codes[4]).toMatchObject({ in_service: false, location: 'NEW BRUNSWICK', country: 'CANADA' });
  });

  it.each([
    [['NPA_ID,IN_SERVICE'], "f:1: must be NANPA's NPA report"],
    [['File Date,03/04/2020', 'NPA_ID,IN_SERVICE'], "f:1: must be NANPA's NPA report"],
    [[...report, '20,Yes,Y,NJ,US,,E,,'], 'f:3: NPA_ID: must be an area code'],
    [[...report, '201,Yes,?,NJ,US,,E,,'], 'f:3: IN_SERVICE: must be Y or N'],
    [[...report, '201,Yes,Y,NJ,US,,E,,', '201,Yes,Y,NJ,US,,E,,'], "f:4: NPA_ID '201' is on line 3"],
  ])('are refused: %j', (lines, message) => {
    expect(refusal(parseAreaCodes, lines)).toContain(message);
  });

  const sample = fileURLToPath(new URL('../../../../shared/samples/npa_report_2020.csv', import.meta.url));
  it.runIf(existsSync(sample))('are read from a report as NANPA published it', () => {
    const codes = parseAreaCodes(readFileSync(sample, 'utf8'), 'f');
    expect(codes.length).toBe(800);
    expect(codes.filter(({ in_service }) => in_service).length).toBe(410);
    expect(codes.find(({ npa }) => npa === '868')).toMatchObject({ country: 'TRINIDAD AND TOBAGO' });
    const zoneless = codes.filter(
      (code) => code.in_service && code.service === '' && code.time_zones.length === 0,
    );
    expect(zoneless.map(({ npa }) => npa)).toEqual(['469', '972']);
  });
});
