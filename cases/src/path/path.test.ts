import { describe, expect, it } from 'vitest';
import type { AnswerContent } from '../model/answer.ts';
import { recordsOf, tracedCall } from './call-records.fixture.ts';
import type { CallRecords } from './call-records.ts';
import type { GivenAnswer } from './given-answer.ts';
import { type PathInput, type PathNow, pathOf } from './path.ts';

const minute = 60_000;
const { call_time } = tracedCall;

interface Given {
  readonly records?: CallRecords;
  readonly call?: PathInput['call'];
  readonly silent?: readonly string[];
  readonly start?: string;
  readonly idOf?: PathInput['idOf'];
}

/** The path after these answers, one after another. */
function after(answers: readonly (readonly [string, AnswerContent])[], given: Given = {}): PathNow {
  return pathOf({
    call: given.call ?? tracedCall,
    records: given.records ?? recordsOf([]),
    answers: answers.map(([provider, content], i) => ({
      answer_id: `ans-${i + 1}`,
      provider,
      content,
      order: i + 1,
    })),
    silent: given.silent ?? [],
    start: given.start ?? '',
    ...(given.idOf === undefined ? {} : { idOf: given.idOf }),
  });
}

const upstream = (name: string): AnswerContent => ({ kind: 'upstream', upstream: name });
const customer: AnswerContent = { kind: 'own_customer', customer: { name: 'Quick Loans LLC' } };
const noRecord: AnswerContent = {
  kind: 'no_record',
  searched: { from: call_time - 60 * minute, to: call_time + 60 * minute },
};

/** As 'terminating term record', a hop each. */
const told = ({ hops }: PathNow) => hops.map(({ role, provider, basis }) => `${role} ${provider} ${basis}`);
const checkOf = ({ checks }: PathNow, n = 1) => checks.get(`ans-${n}`);

describe('records alone', () => {
  it('prove every hop of a call whose origin shows its own customer, and leave its name to ask for', () => {
    const path = after([], { records: recordsOf(['orig orig mid', 'mid orig term', 'term mid term']) });
    expect(told(path)).toEqual(['terminating term record', 'transit mid record', 'originating orig record']);
    expect(path).toMatchObject({ ask: 'orig', end: undefined });
  });

  it('prove a silent provider that both of its neighbors name', () => {
    const records = recordsOf(['a x quiet', 'b quiet term', 'term b term']);
    const path = after([], { records });
    expect(told(path)).toEqual([
      'terminating term record',
      'transit b record',
      'transit quiet record',
      'transit a record',
      'unknown x named',
    ]);
    expect(path.ask).toBe('x');
  });

  it('do not prove what only time and numbers suggest: the provider below is asked', () => {
    const records = recordsOf(['a a -', 'term - term']);
    const path = after([], { records });
    expect(told(path)).toEqual(['terminating term record']);
    expect(path.ask).toBe('term');
    expect(path.hops[0]?.detail).toContain('a above it, which proves nothing');
  });

  it('that contradict each other leave the provider to ask between them', () => {
    const records = recordsOf(['a a term', 'term z term']);
    const path = after([], { records });
    expect(path.hops.map(({ basis }) => basis)).toContain('contradicted');
    expect(path.ask).toBe('term');
  });

  it('do not lead to a provider whose complete feed has no record', () => {
    const records = recordsOf(['term full term'], { complete: ['full'] });
    const path = after([], { records });
    expect(told(path)).toEqual(['terminating term contradicted']);
    expect(path.ask).toBe('term');
  });

  it('end abroad where the gateway names a foreign provider', () => {
    const records = recordsOf(['gate overseas term', 'term gate term'], {
      foreign: ['overseas'],
      facts: { gate: { ingress_country: 'IN' } },
    });
    const path = after([], { records });
    expect(told(path)).toEqual(['terminating term record', 'gateway gate record', 'foreign overseas named']);
    expect(path).toMatchObject({ ask: '', end: { outcome: 'foreign', provider: 'overseas', country: 'IN' } });
  });

  it('leave a gateway to be asked that does not say who handed the call in', () => {
    const records = recordsOf(['gate - term', 'term gate term'], {
      facts: { gate: { ingress_country: 'IN' } },
    });
    const path = after([], { records });
    expect(told(path).at(-1)).toBe('gateway gate record');
    expect(path.ask).toBe('gate');
  });

  it('know a provider by each of its names, and see no customer between two of them', () => {
    const records = recordsOf(['acme-west acme-east b', 'b acme-west term', 'term b term']);
    const path = after([], { records, idOf: (id) => (id.startsWith('acme') ? 'acme' : id) });
    expect(told(path)).toEqual(['terminating term record', 'transit b record', 'unknown acme record']);
    expect(path.ask).toBe('acme');
  });

  it('need a first provider where nobody reported the call', () => {
    expect(after([])).toMatchObject({ hops: [], ask: '' });
    const path = after([], { start: 'term' });
    expect(told(path)).toEqual(['terminating term named']);
    expect(path.ask).toBe('term');
  });
});

describe('an answer that names an upstream', () => {
  const records = recordsOf(['a p x', 'term y term']);

  it('extends the path to that provider', () => {
    const path = after([['y', upstream('v')]], { records: recordsOf(['term y term']) });
    expect(told(path)).toEqual(['terminating term record', 'transit y answer', 'unknown v named']);
    expect(path).toMatchObject({ ask: 'v', end: undefined });
    expect(path.hops[2]).toMatchObject({ answer_id: 'ans-1' });
    expect(checkOf(path)).toEqual({
      agreement: 'unknown',
      findings: ['v has reported no record of the call'],
    });
  });

  it('leaps over all hops above it that records prove', () => {
    const path = after([['y', upstream('x')]], { records });
    expect(told(path)).toEqual([
      'terminating term record',
      'transit y answer',
      'transit x record',
      'transit a record',
      'unknown p named',
    ]);
    expect(path.ask).toBe('p');
  });

  it('agrees with the own record of the provider it names', () => {
    const path = after([['y', upstream('a')]], { records: recordsOf(['a p y', 'term - term']), start: 'y' });
    expect(checkOf(path)?.agreement).toBe('agrees');
  });

  it.each([
    ['reports without a gap and has no record', ['term y term'], ['v'], 'reports without a gap'],
    [
      'has a record that the call went elsewhere',
      ['v q other', 'term y term'],
      [],
      'went to other, not to y',
    ],
  ])('is disputed where the provider it names %s', (_, legs, complete, finding) => {
    const path = after([['y', upstream('v')]], { records: recordsOf(legs, { complete }) });
    expect(checkOf(path)?.agreement).toBe('contradicts');
    expect(checkOf(path)?.findings.join()).toContain(finding);
    expect(path).toMatchObject({ ask: '', end: { outcome: 'disputed', provider: 'y' } });
    expect(told(path).at(-1)).toContain('y contradicted');
  });

  it('is not disputed where one of the ids of the provider it names has a gap', () => {
    const idOf = (id: string) => (id.startsWith('v') ? 'v' : id);
    const known = { complete: ['v'], incomplete: ['v-west'] };
    const path = after([['y', upstream('v')]], { records: recordsOf(['term y term'], known), idOf });
    expect(checkOf(path)?.agreement).toBe('unknown');
    expect(path.ask).toBe('v');
  });

  it('never goes in a circle', () => {
    const path = after(
      [
        ['y', upstream('v')],
        ['v', upstream('y')],
      ],
      { records: recordsOf(['term y term']) },
    );
    expect(path.end).toMatchObject({ outcome: 'disputed', provider: 'v' });
    expect(path.end?.detail).toContain('a loop');
    expect(path.hops.length).toBe(3);
  });

  it('ends abroad where the country is another one', () => {
    const path = after([['y', { kind: 'upstream', upstream: 'v', country: 'GB' }]], {
      records: recordsOf(['term y term']),
    });
    expect(told(path)).toEqual(['terminating term record', 'gateway y answer', 'foreign v named']);
    expect(path.end).toMatchObject({ outcome: 'foreign', country: 'GB' });
  });

  it('that names itself is disputed', () => {
    const path = after([['y', upstream('y')]], { records: recordsOf(['term y term']) });
    expect(path.end?.outcome).toBe('disputed');
  });
});

describe('the wrong provider', () => {
  const records = recordsOf(['term y term']);
  const wrong: AnswerContent = { kind: 'wrong_provider' };

  it('leads back to who named it by a record', () => {
    const path = after([['y', wrong]], { records });
    expect(told(path)).toEqual(['terminating term contradicted']);
    expect(path).toMatchObject({ ask: 'term', end: undefined });
  });

  it('leads back to who named it by an answer, and on from there', () => {
    const first = [
      ['y', upstream('v')],
      ['v', wrong],
    ] as const;
    expect(after(first, { records })).toMatchObject({ ask: 'y', end: undefined });
    const named = after([...first, ['y', upstream('w')]], { records });
    expect(named).toMatchObject({ ask: 'w', end: undefined });
    expect(told(named)).toEqual(['terminating term record', 'transit y answer', 'unknown w named']);
    expect(after([...first, ['y', upstream('v')]], { records }).end?.outcome).toBe('disputed');
  });

  it('is contradicted by its own record', () => {
    const path = after([['y', wrong]], { records: recordsOf(['y - term', 'term y term']) });
    expect(checkOf(path)?.agreement).toBe('contradicts');
    expect(path.end?.outcome).toBe('disputed');
  });
});

describe('ends', () => {
  const records = recordsOf(['term y term']);
  const proven = recordsOf(['orig orig term', 'term orig term']);

  it.each<[string, AnswerContent, CallRecords, string]>([
    ['y', customer, records, 'caller_identified'],
    ['orig', customer, proven, 'caller_identified'],
    ['y', { kind: 'foreign_upstream', upstream: 'v', country: 'IN' }, records, 'foreign'],
    ['y', { kind: 'own_gateway', country: 'IN' }, records, 'foreign'],
    ['y', { kind: 'refused', reason: 'no contract' }, records, 'refused'],
    ['y', { kind: 'legal_process_required' }, records, 'refused'],
    ['orig', { kind: 'legal_process_required' }, proven, 'originator_identified'],
    ['y', { kind: 'retained_out' }, records, 'no_record'],
    ['orig', { kind: 'retained_out' }, proven, 'originator_identified'],
    ['y', noRecord, records, 'no_record'],
    ['orig', noRecord, proven, 'disputed'],
    ['orig', upstream('z'), proven, 'disputed'],
  ])('%s answers %j', (provider, content, known, outcome) => {
    const path = after([[provider, content]], { records: known });
    expect(path).toMatchObject({
      ask: '',
      end: { outcome, provider: outcome === 'foreign' ? path.hops.at(-1)?.provider : provider },
    });
  });

  it('agree with a record of the customer', () => {
    const path = after([['orig', customer]], { records: proven });
    expect(checkOf(path)?.agreement).toBe('agrees');
    expect(told(path)).toEqual(['terminating term record', 'originating orig both']);
  });

  it('with nobody who answers', () => {
    const path = after([], { records, silent: ['y'] });
    expect(path).toMatchObject({ ask: '', end: { outcome: 'non_responsive', provider: 'y' } });
    expect(told(path).at(-1)).toBe('unknown y named');
  });

  it('not with a search that can not have found the call', () => {
    const early: AnswerContent = {
      kind: 'no_record',
      searched: { from: call_time - 60 * minute, to: call_time - minute },
    };
    const path = after([['y', early]], { records });
    expect(path).toMatchObject({ ask: 'y', end: undefined });
    expect(checkOf(path)?.findings.join()).toContain('does not cover the call');
  });

  it('with a search in whole seconds, which can not name the milliseconds of a window', () => {
    const call = { ...tracedCall, call_time: call_time + 187 };
    const seconds: AnswerContent = {
      kind: 'no_record',
      searched: { from: call_time - 30_000, to: call_time + 30_000 },
    };
    const path = after([['y', seconds]], { records, call });
    expect(path).toMatchObject({ ask: '', end: { outcome: 'no_record', provider: 'y' } });
    const short = { ...seconds, searched: { ...seconds.searched, to: call_time + 29_000 } };
    expect(after([['y', short]], { records, call }).ask).toBe('y');
  });

  it('where records contradict a search, ask for no wider one', () => {
    const short: AnswerContent = {
      kind: 'no_record',
      searched: { from: call_time, to: call_time + minute },
    };
    const path = after([['orig', short]], { records: proven });
    expect(path.end).toMatchObject({ outcome: 'disputed' });
    expect(path.end?.detail).not.toContain('wider search');
  });
});

describe('records that come after an answer', () => {
  it('agree with it, and the basis is both', () => {
    const path = after([['y', upstream('v')]], { records: recordsOf(['y v term', 'term y term']) });
    expect(told(path)).toEqual(['terminating term record', 'transit y both', 'unknown v named']);
  });

  it('contradict it, and the path follows the records', () => {
    const path = after([['y', upstream('v')]], {
      records: recordsOf(['w w y', 'y w term', 'term y term']),
    });
    expect(told(path)).toEqual(['terminating term record', 'transit y contradicted', 'originating w record']);
    expect(path).toMatchObject({ ask: 'w', end: undefined });
  });

  it('take a refusal for what it was, and lead past it', () => {
    const path = after([['y', { kind: 'refused', reason: 'no contract' }]], {
      records: recordsOf(['w w y', 'y w term', 'term y term']),
    });
    expect(told(path)).toEqual(['terminating term record', 'transit y record', 'originating w record']);
    expect(path.ask).toBe('w');
  });
});

describe('records that are gone', () => {
  type Answers = readonly (readonly [string, AnswerContent])[];

  /** The path by a traceback's own hops and saved answers, with further answers that come after the records are gone. */
  function afterwards(before: Answers, given: Given, further: Answers = [], silent: readonly string[] = []) {
    const live = after(before, given);
    const saved = before.map(([provider, content], i): GivenAnswer => {
      const check = live.checks.get(`ans-${i + 1}`);
      return {
        answer_id: `ans-${i + 1}`,
        provider,
        content,
        order: i + 1,
        ...(check === undefined ? {} : { check }),
      };
    });
    const later = further.map(([provider, content], i): GivenAnswer => {
      const amended = saved.find((one) => one.provider === provider);
      return { answer_id: amended?.answer_id ?? `late-${i + 1}`, provider, content, order: 100 + i };
    });
    const kept = saved.filter(({ answer_id }) => !later.some((one) => one.answer_id === answer_id));
    const gone = pathOf({
      call: tracedCall,
      records: recordsOf([]),
      answers: [...kept, ...later],
      silent: [...(given.silent ?? []), ...silent],
      start: given.start ?? '',
      kept: {
        hops: live.hops,
        answers: saved,
        disputed: live.end?.outcome === 'disputed' ? live.end.provider : '',
      },
    });
    return { live, gone };
  }

  const refused: AnswerContent = { kind: 'refused', reason: 'no contract' };
  const narrow: AnswerContent = { kind: 'no_record', searched: { from: call_time, to: call_time + minute } };

  it.each<readonly [string, Answers, Given]>([
    ['an unanswered ask', [], { records: recordsOf(['a x quiet', 'b quiet term', 'term b term']) }],
    ['a proven origin', [], { records: recordsOf(['orig orig mid', 'mid orig term', 'term mid term']) }],
    [
      'a proven origin that names its customer',
      [['orig', customer]],
      { records: recordsOf(['orig orig term', 'term orig term']) },
    ],
    [
      'a proven origin that refuses',
      [['orig', { kind: 'legal_process_required' }]],
      { records: recordsOf(['orig orig term', 'term orig term']) },
    ],
    [
      'answers above records',
      [
        ['y', upstream('v')],
        ['v', upstream('w')],
      ],
      { records: recordsOf(['term y term']) },
    ],
    [
      'a named customer',
      [
        ['y', upstream('v')],
        ['v', customer],
      ],
      { records: recordsOf(['term y term']) },
    ],
    [
      'an answer that records confirm',
      [['y', upstream('v')]],
      { records: recordsOf(['y v term', 'term y term']) },
    ],
    [
      'an answer that records contradict',
      [['y', upstream('v')]],
      { records: recordsOf(['w w y', 'y w term', 'term y term']) },
    ],
    [
      'a disputed answer',
      [['y', upstream('v')]],
      { records: recordsOf(['term y term'], { complete: ['v'] }) },
    ],
    ['a refusal', [['y', refused]], { records: recordsOf(['term y term']) }],
    [
      'a refusal that records lead past',
      [['y', refused]],
      { records: recordsOf(['w w y', 'y w term', 'term y term']) },
    ],
    ['a search of another time', [['y', narrow]], { records: recordsOf(['term y term']) }],
    ['silence', [], { records: recordsOf(['term y term']), silent: ['y'] }],
    [
      'a denial',
      [
        ['y', upstream('v')],
        ['v', { kind: 'wrong_provider' }],
      ],
      { records: recordsOf(['term y term']) },
    ],
    [
      'an end abroad by records',
      [],
      {
        records: recordsOf(['gate overseas term', 'term gate term'], {
          foreign: ['overseas'],
          facts: { gate: { ingress_country: 'GB' } },
        }),
      },
    ],
    [
      'an end abroad by an answer',
      [['y', { kind: 'foreign_upstream', upstream: 'overseas', country: 'GB' }]],
      { records: recordsOf(['term y term']) },
    ],
    [
      'a gateway that names nobody',
      [['y', { kind: 'own_gateway', country: 'GB' }]],
      { records: recordsOf(['term y term']) },
    ],
  ])('leave %s as it was', (_, answers, given) => {
    const { live, gone } = afterwards(answers, given);
    expect(gone.hops).toEqual(live.hops);
    expect(gone.ask).toBe(live.ask);
    const end = ({ end: found }: PathNow) => found && [found.outcome, found.provider, found.country];
    expect(end(gone)).toEqual(end(live));
  });

  const records = recordsOf(['y - term', 'term y term']);

  it('let a late answer end the traceback', () => {
    const { live, gone } = afterwards([], { records }, [['y', customer]]);
    expect(live.ask).toBe('y');
    expect(told(gone)).toEqual(['terminating term record', 'originating y both']);
    expect(gone).toMatchObject({ ask: '', end: { outcome: 'caller_identified', provider: 'y' } });
    expect(gone.hops.map(({ reported }) => reported)).toEqual([true, true]);
  });

  it('let a late answer lead on, and an amended one lead elsewhere', () => {
    const on = afterwards([], { records }, [['y', upstream('v')]]).gone;
    expect(told(on)).toEqual(['terminating term record', 'transit y both', 'unknown v named']);
    expect(on.ask).toBe('v');
    const elsewhere = afterwards([['y', upstream('v')]], { records }, [['y', upstream('w')]]).gone;
    expect(told(elsewhere)).toEqual(['terminating term record', 'transit y both', 'unknown w named']);
    expect(elsewhere.ask).toBe('w');
  });

  it('let silence end the traceback', () => {
    const { gone } = afterwards([], { records }, [], ['y']);
    expect(gone).toMatchObject({ ask: '', end: { outcome: 'non_responsive', provider: 'y' } });
  });

  it('speak against a late denial by what they proved', () => {
    for (const content of [noRecord, { kind: 'wrong_provider' } as const]) {
      const { gone } = afterwards([], { records }, [['y', content]]);
      expect(gone.checks.get('late-1')?.agreement).toBe('contradicts');
      expect(gone.end).toMatchObject({ outcome: 'disputed', provider: 'y' });
    }
  });

  it('keep a hand-over that they proved, whatever is answered later', () => {
    const proven = recordsOf(['w w y', 'y w term', 'term y term']);
    const { gone } = afterwards([], { records: proven }, [['y', upstream('v')]]);
    expect(told(gone)).toEqual(['terminating term record', 'transit y contradicted', 'originating w record']);
    expect(gone).toMatchObject({ ask: 'w', end: undefined });
  });
});
