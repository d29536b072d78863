import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna, memoryLog, openedCase } from '../log/log.fixture.ts';
import type { Writer } from '../log/transaction.ts';
import { ref } from '../model/ids.ts';
import type { Profile } from '../model/package.ts';
import { answerPath } from '../requests/links.ts';
import { aboutBytes, type Dossier, readDossier } from './dossier.ts';
import { addExchanges } from './exchange-files.ts';
import { newFolder } from './folder.ts';
import { disclosureOf } from './profiles.ts';
import { type Scope, scopeOf, wholeCase, within } from './scope.ts';
import { redactorOf, shownTimeline, shownTracebacks } from './shown.ts';
import type { View } from './view.ts';

const start = Date.parse('2026-03-02T15:00:00Z');
const day = 86_400_000;
let log: ReturnType<typeof memoryLog>['log'];
let clock: ReturnType<typeof memoryLog>['clock'];

/** Who says that a provider is in the path. */
const above = (provider: string) => ({ gamma: 'beta', beta: 'alpha' })[provider] ?? 'gamma';

const hop = (position: number, provider: string, basis: 'record' | 'named') => ({
  position,
  provider,
  role: 'transit' as const,
  basis,
  reported: basis === 'record',
  answer_id: '',
  country: '',
  detail: `the word of ${above(provider)}`,
});
const hops = [hop(1, 'gamma', 'record'), hop(2, 'beta', 'record'), hop(3, 'alpha', 'named')];
const callTo = (called_number: number) => ({
  calling_number: 12_125_550_100,
  called_number,
  call_time: start,
  window_s: 60,
});

/** Two cases, each with a traceback. One message carries a request of each; one file answers both. */
beforeEach(() => {
  ({ log, clock } = memoryLog(start));
  log.transact(anna, (w) => {
    const bytes = w.keep(Buffer.from('both requests'));
    const given = w.keep(Buffer.from('both answers'));
    for (const [n, called] of [
      [1, 13_035_551_234],
      [2, 13_035_559_999],
    ] as const) {
      w.append(ref('case', `case-${n}`), openedCase);
      w.append(ref('traceback', `tb-${n}`), {
        type: 'traceback_opened',
        data: { case_id: `case-${n}`, call: callTo(called), hops, ask: 'alpha' },
      });
      const request = ref('request', `req-${n}`);
      w.append(request, {
        type: 'request_drafted',
        data: {
          traceback_id: `tb-${n}`,
          case_id: `case-${n}`,
          provider: 'alpha',
          position: 3,
          facts: {
            call: callTo(called),
            reasons: [],
            volume: { calls: 0, from: 0, to: 0 },
            named_by: 'beta',
            named_how: 'its record',
          },
        },
      });
      w.append(request, { type: 'request_approved', data: {} });
      w.append(request, {
        type: 'request_sent',
        data: {
          batch_id: 'batch-1',
          channel: 'file',
          address: 'out',
          bytes: [{ form: 'text', sha256: bytes }],
          due_at: start + day,
          calendar: { name: '', zone: 'UTC', opens: '08:00', closes: '17:00', weekdays: [1], holidays: [] },
        },
      });
      w.append(request, { type: 'request_delivered', data: {} });
      w.append(ref('answer', `ans-${n}`), {
        type: 'answer_given',
        data: {
          request_id: request.id,
          traceback_id: `tb-${n}`,
          provider: 'alpha',
          content: { kind: 'refused', reason: 'no contract' },
          check: { agreement: 'contradicts', findings: [`gamma's record names beta`] },
          by: '',
          way: 'file',
          sha256: given,
        },
      });
    }
  });
  clock.now += day;
  log.transact(anna, (w) =>
    w.append(ref('traceback', 'tb-1'), {
      type: 'traceback_ended',
      data: { outcome: 'refused', provider: 'alpha', country: 'GB', detail: 'alpha refuses' },
    }),
  );
});

/** Sends req-1 once more. */
const sendAgain = (w: Writer, message: string) =>
  w.append(ref('request', 'req-1'), {
    type: 'request_sent',
    data: {
      batch_id: 'batch-2',
      channel: 'file',
      address: 'out',
      bytes: [{ form: 'text', sha256: w.keep(Buffer.from(message)) }],
      due_at: start + 2 * day,
      calendar: { name: '', zone: 'UTC', opens: '08:00', closes: '17:00', weekdays: [1], holidays: [] },
    },
  });

/** alpha answers in case-1 and delta in case-2, in one file. Returns its SHA-256. */
const twoProvidersAnswer = () =>
  log.transact(anna, (w) => {
    const sha256 = w.keep(Buffer.from('alpha refuses; delta names its customer'));
    for (const [id, provider, traceback_id] of [
      ['ans-3', 'alpha', 'tb-1'],
      ['ans-4', 'delta', 'tb-2'],
    ] as const)
      w.append(ref('answer', id), {
        type: 'answer_given',
        data: {
          request_id: `req-of-${id}`,
          traceback_id,
          provider,
          content: { kind: 'refused', reason: 'no contract' },
          check: { agreement: 'unknown', findings: [] },
          by: '',
          way: 'file',
          sha256,
        },
      });
    return sha256;
  });

const view = (profile: Profile, scope: Partial<Scope> = {}, own: readonly string[] = []): View => ({
  disclosure: disclosureOf(profile, { ...wholeCase, ...scope }),
  own,
  scope: { ...wholeCase, ...scope },
});

function shown(given: View, until = wholeCase.cut_off) {
  const found = within(readDossier(log, 'case-1', until), given.scope);
  const redact = redactorOf(given, found.dossier, found.outside);
  return {
    ...found,
    tracebacks: shownTracebacks(found.dossier, given, redact),
    timeline: shownTimeline(found.dossier, given, redact),
  };
}

/** Every file of the requests, answers and actions, one behind the other. */
async function recordsOf(dossier: Dossier, given: View): Promise<string> {
  const parent = mkdtempSync(join(tmpdir(), 'ringtrace-records-'));
  try {
    const folder = newFolder(join(parent, 'package'));
    await addExchanges(folder, log, dossier, given, redactorOf(given, dossier, []));
    folder.finish();
    const files = readdirSync(parent, { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
      .join('\n');
  } finally {
    rmSync(parent, { recursive: true });
  }
}

describe('a dossier', () => {
  it('is the case as it stood at a moment', () => {
    expect(readDossier(log, 'case-1', wholeCase.cut_off).tracebacks[0]?.state.status).toBe('ended');
    expect(readDossier(log, 'case-1', start).tracebacks[0]?.state.status).toBe('open');
    expect(() => readDossier(log, 'case-1', start - 1)).toThrow('was opened after the cut-off');
    expect(() => readDossier(log, 'case-9', start)).toThrow("there is no case 'case-9'");
  });

  it('knows which bytes are about other cases too', () => {
    const both = (ids: readonly string[]) => ids.map((id) => ({ id, provider: 'alpha' }));
    const about = (bytes: string) => aboutBytes(log, createHash('sha256').update(bytes).digest('hex'));
    expect(about('both requests')).toEqual(both(['req-1', 'req-2']));
    expect(about('both answers')).toEqual(both(['ans-1', 'ans-2']));
  });

  it('knows which bytes are about providers that the case does not have', () => {
    expect(aboutBytes(log, twoProvidersAnswer())).toEqual([
      { id: 'ans-3', provider: 'alpha' },
      { id: 'ans-4', provider: 'delta' },
    ]);
  });
});

describe('a path', () => {
  const hopsIn = (given: View) => shown(given).tracebacks[0]?.hops.map(({ provider }) => provider);

  it.each<[Profile, readonly string[], readonly string[] | undefined]>([
    ['legal', [], ['gamma', 'beta', 'alpha']],
    ['public', [], ['gamma', 'beta', '(withheld)']],
    ['provider', ['alpha'], ['beta', 'alpha']],
    ['provider', ['an alias', 'gamma'], ['gamma']],
    ['provider', ['nobody'], undefined],
    ['member', ['beta'], undefined],
  ])('as %s for %j is %j', (profile, own, path) => {
    expect(hopsIn(view(profile, {}, own))).toEqual(path);
  });

  it('hides providers that a scope does not cover, also where the traceback ended', () => {
    const given = view('legal', { providers: ['beta'] });
    expect(hopsIn(given)).toEqual(['(withheld)', 'beta', '(withheld)']);
    const all = JSON.stringify([shown(given).tracebacks, shown(given).timeline]);
    for (const hidden of ['gamma', 'alpha', 'GB']) expect(all).not.toContain(hidden);
  });

  it('tells of a covered provider nothing that names its neighbours', async () => {
    log.transact({ name: 'anna', reason: 'beta said so' }, (w) => {
      w.append(ref('case', 'case-1'), { type: 'case_noted', data: { text: 'beta is slow' } });
      w.append(ref('action', 'act-1'), {
        type: 'action_recorded',
        data: {
          case_id: 'case-1',
          traceback_id: 'tb-1',
          provider: 'alpha',
          caller: 'Robo Ltd',
          action: 'suspended',
          taken_at: start,
          detail: 'as beta did',
        },
      });
      w.append(ref('request', 'req-1'), { type: 'request_bounced', data: { why: 'beta told us so' } });
      sendAgain(w, 'beta named you');
    });
    const given = view('legal', { providers: ['alpha'] });
    const { tracebacks, timeline, dossier } = shown(given);
    const records = await recordsOf(dossier, given);
    const all = JSON.stringify([tracebacks, timeline, records]);
    for (const hidden of ['gamma', 'beta', 'both requests']) expect(all).not.toContain(hidden);
    for (const told of ['alpha', 'no contract', 'contradicts', 'Robo Ltd']) expect(all).toContain(told);
    const whole = view('legal');
    const wholly = JSON.stringify([await recordsOf(shown(whole).dossier, whole), shown(whole).timeline]);
    for (const told of ['gamma', 'beta is slow', 'as beta did', 'beta said so'])
      expect(wholly).toContain(told);
  });
});

describe('a scope', () => {
  it('leaves out tracebacks of other calls with all that belongs to them', () => {
    const { dossier, withheld, timeline } = shown(view('legal', { called_numbers: [13_035_550_000] }));
    expect([dossier.tracebacks, dossier.requests, dossier.answers]).toEqual([[], [], []]);
    expect(withheld).toEqual([
      'traceback tb-1: its call is outside the scope',
      'request req-1: its call or its provider is outside the scope',
      'answer ans-1: its call or its provider is outside the scope',
    ]);
    expect(timeline.map(({ type }) => type)).toEqual(['case_opened']);
  });

  it.each([
    [{ from: start + 1 }, 0],
    [{ from: start, to: start }, 1],
    [{ to: start - 1 }, 0],
    [{ calling_numbers: [12_125_550_100] }, 1],
    [{ calling_numbers: [12_125_550_101] }, 0],
  ])('%j covers %i traceback', (scope, count) => {
    expect(shown(view('legal', scope)).tracebacks).toHaveLength(count);
  });

  it('is that of its demand, and ends with the cut-off at the latest', () => {
    const scope = {
      case_ids: ['case-1'],
      providers: [],
      calling_numbers: [],
      called_numbers: [],
      from: 0,
      to: start + day,
    };
    const demand = {
      kind: 'demand',
      from: '',
      type: 'subpoena',
      reference: '',
      received_at: 0,
      due_at: 0,
      cut_off: start,
      scope,
      productions: [],
      closed: false,
    } as const;
    expect(scopeOf('dem-1', demand, 'case-1')).toMatchObject({ to: start, cut_off: start });
    expect(() => scopeOf('dem-1', demand, 'case-2')).toThrow('does not cover the case case-2');
  });
});

describe('a timeline', () => {
  it('tells a provider when, and nothing else', () => {
    const { timeline } = shown(view('provider', {}, ['alpha']));
    expect(timeline.map(({ type }) => type)).toEqual([
      'request_drafted',
      'request_approved',
      'request_sent',
      'request_delivered',
      'answer_given',
    ]);
    expect(timeline.some((event) => 'data' in event || 'actor' in event)).toBe(false);
  });

  it('has no digests and no people for an agency', () => {
    log.transact(anna, (w) => {
      w.append(ref('case', 'case-1'), { type: 'case_assigned', data: { assignee: 'ben' } });
      w.append(ref('case', 'case-1'), { type: 'case_held', data: { held: true, until: 0 } });
    });
    expect(JSON.stringify(shown(view('legal')).timeline)).toContain('"assignee":"ben"');
    const all = JSON.stringify(shown(view('agency')).timeline);
    expect(all).not.toContain('sha256');
    for (const hidden of ['anna', 'ben', 'assigned', 'case_held']) expect(all).not.toContain(hidden);
    expect(all).not.toContain('13035551234');
    expect(all).toContain('1303555xxxx');
  });
});

describe('a record of an action', () => {
  it.each<[Profile, boolean]>([
    ['provider', false],
    ['agency', true],
  ])('has for %s the words of the group: %s', async (profile, hasWords) => {
    log.transact(anna, (w) =>
      w.append(ref('action', 'act-1'), {
        type: 'action_recorded',
        data: {
          case_id: 'case-1',
          traceback_id: 'tb-1',
          provider: 'alpha',
          caller: 'Robo Ltd',
          action: 'suspended',
          taken_at: start,
          detail: 'they hesitated',
        },
      }),
    );
    const given = view(profile, {}, profile === 'provider' ? ['alpha'] : []);
    const records = await recordsOf(shown(given).dossier, given);
    expect(records).toContain('Robo Ltd');
    expect(records.includes('they hesitated')).toBe(hasWords);
  });
});

describe('bytes of a message about several cases', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'ringtrace-shown-'));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  async function written(given: View) {
    const folder = newFolder(join(parent, 'package'));
    const { dossier } = readDossierWithin(given);
    const withheld = await addExchanges(folder, log, dossier, given, redactorOf(given, dossier, []));
    folder.finish();
    return { withheld, files: readdirSync(join(parent, 'package'), { recursive: true }).map(String).sort() };
  }
  const readDossierWithin = (given: View) =>
    within(readDossier(log, 'case-1', given.scope.cut_off), given.scope);

  it('are withheld, and named', async () => {
    const { withheld, files } = await written(view('legal'));
    expect(withheld).toEqual([
      expect.stringMatching(
        /^requests\/req-1-3\.txt: the same message is also about what this package does not cover \(SHA-256 /,
      ),
      expect.stringMatching(
        /^answers\/ans-1-1: the same message is also about what this package does not cover \(SHA-256 /,
      ),
    ]);
    expect(files).toEqual(['answers', 'answers/ans-1.record.json', 'requests', 'requests/req-1.record.json']);
  });

  it('are shown to the provider that got and sent them', async () => {
    const { withheld, files } = await written(view('provider', {}, ['alpha']));
    expect(withheld).toEqual([]);
    expect(files).toContain('requests/req-1-3.txt');
    expect(readFileSync(join(parent, 'package/answers/ans-1-1'), 'utf8')).toBe('both answers');
  });

  it.each<[Profile, readonly string[]]>([
    ['provider', ['alpha']],
    ['legal', []],
  ])('are withheld from a package %s where another provider answers in them too', async (profile, own) => {
    twoProvidersAnswer();
    const { withheld, files } = await written(view(profile, {}, own));
    expect(withheld).toContainEqual(
      expect.stringMatching(
        /^answers\/ans-3-1: the same message is also about what this package does not cover/,
      ),
    );
    expect(files).toContain('answers/ans-3.record.json');
    expect(files).not.toContain('answers/ans-3-1');
  });

  it('have no link by which anybody could answer', async () => {
    const link = answerPath('req-1', start + day, Buffer.alloc(32));
    log.transact(anna, (w) => {
      w.append(ref('request', 'req-1'), { type: 'request_bounced', data: { why: 'full' } });
      sendAgain(w, `Answer at https://group.example${link}.`);
    });
    const { withheld } = await written(view('legal'));
    expect(readFileSync(join(parent, 'package/requests/req-1-6.txt'), 'utf8')).toBe(
      'Answer at https://group.example/answer/(withheld).',
    );
    expect(withheld).toContainEqual(expect.stringContaining('req-1-6.txt: the secret part of its links'));
  });

  it('are no question where no bytes are shown', async () => {
    const { withheld, files } = await written(view('agency'));
    expect([withheld, files.filter((path) => /\d$|txt$/.test(path))]).toEqual([[], []]);
  });
});
