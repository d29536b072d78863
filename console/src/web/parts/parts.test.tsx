import { describe, expect, it } from 'vitest';
import type { viewsRoute } from '../../server/routes/views.ts';
import { RequestError } from '../api/problem.ts';
import { rendered } from '../rendered.fixture.tsx';
import { giveReason } from '../state/revealed.ts';
import { timeText } from '../state/time-text.ts';
import { useAnswer } from '../state/use-answer.ts';
import { valuesOf } from './act-field.tsx';
import { Answered } from './answered.tsx';
import { Facts } from './facts.tsx';
import { CalledNumber, CallingNumber, Reveal } from './number.tsx';
import { Provider } from './provider.tsx';
import { Time } from './time.tsx';
import { rangeText } from './time-range.tsx';
import { Trouble, told } from './trouble.tsx';

const hostile = '<script>alert(1)</script>';
const meWith = (...rights: readonly string[]) =>
  [[['me'], { name: 'anna', role: 'analyst', carrier: null, rights, version: '1' }]] as const;

describe('a time on a page', () => {
  it('is shown in the zone of the address, which stands beside it', async () => {
    const at = Date.UTC(2026, 2, 3, 18, 55, 36);
    expect(await rendered(<Time at={at} />)).toContain('<time dateTime="2026-03-03T18:55:36.000Z"');
    expect(await rendered(<Time at={at} />)).toContain('>2026-03-03 18:55:36 UTC</time>');
    const local = await rendered(<Time at={at} />, { at: '/?tz=local' });
    expect(local).toContain(`title="2026-03-03 18:55:36 UTC">${timeText(at, 'local')}</time>`);
    expect(await rendered(<Time at={undefined} />)).not.toContain('<time');
  });

  it('has a range', () => {
    expect(rangeText(undefined, undefined, 'utc', 'all times')).toBe('all times');
    expect(rangeText('2026-03-03T00:00:00Z', undefined, 'utc', '')).toBe('2026-03-03 00:00:00 UTC to now');
    expect(rangeText(undefined, '2026-03-03T00:00:00Z', 'utc', '')).toBe(
      'from the first to 2026-03-03 00:00:00 UTC',
    );
  });
});

describe('foreign text', () => {
  it('is shown as text, wherever it stands', async () => {
    const html = await rendered(
      <>
        <Facts items={[['Caller', hostile]]} />
        <Provider id={hostile} basis="claimed" />
        <CallingNumber value={hostile} />
        <CalledNumber value={hostile} />
        <Time at={hostile} />
        <Trouble error={new Error(hostile)} />
      </>,
    );
    expect(html).not.toContain('<script>');
    expect(html.match(/&lt;script&gt;/g)).toHaveLength(6);
  });
});

describe('facts', () => {
  it('leave out what is not known', async () => {
    const html = await rendered(
      <Facts
        items={[
          ['Calls', 0],
          ['Origin', undefined],
          ['End', null],
        ]}
      />,
    );
    expect(html).toContain('<dt>Calls</dt><dd>0</dd>');
    expect(html).not.toContain('Origin');
    expect(html).not.toContain('End');
  });
});

describe('called numbers', () => {
  it('can be shown in full by those who may', async () => {
    expect(await rendered(<Reveal />, { answers: meWith('look', 'numbers') })).toContain(
      'Show called numbers',
    );
    expect(await rendered(<Reveal />, { answers: meWith('look') })).not.toContain('Show called numbers');
  });

  it('can be hidden again', async () => {
    const at = '/?numbers=true&reason=complaint+7';
    const answers = meWith('look', 'numbers');
    // The address alone is no wish: a stranger may have sent it.
    expect(await rendered(<Reveal />, { at, answers })).toContain('Show called numbers');
    giveReason('complaint 7');
    expect(await rendered(<Reveal />, { at, answers })).toContain('Hide called numbers');
    expect(await rendered(<Reveal />, { at: '/?numbers=true&reason=x', answers })).toContain(
      'Show called numbers',
    );
  });
});

describe('what went wrong', () => {
  it('is said with the way out', () => {
    expect(told(new TypeError('Failed to fetch')).title).toBe('The console does not answer');
    expect(told(new TypeError('Failed to fetch dynamically imported module: x')).title).toBe(
      'This page could not be loaded',
    );
    expect(told(new Error('x is not a function')).detail).toContain('report it');
  });

  it('names who changed the thing meanwhile', async () => {
    const changes = [{ type: 'dismissed', actor: 'ben', at: '2026-03-03T18:55:36Z' }];
    const error = new RequestError({
      status: 409,
      title: 'Somebody changed it',
      detail: 'look again',
      changes,
    });
    const html = await rendered(<Trouble error={error} />);
    expect(html).toContain('ben: dismissed, 2026-03-03 18:55:36 UTC');
    expect(html).toContain('Look again.');
  });
});

describe('values of a form', () => {
  it('are trimmed; a box that is not ticked is false; a password keeps its spaces', () => {
    const data = new FormData();
    data.set('field.name', '  a  ');
    data.set('field.word', ' secret ');
    data.set('field.on', 'on');
    const fields = [
      { name: 'name', label: '' },
      { name: 'word', label: '', kind: 'password' },
      { name: 'on', label: '', kind: 'checkbox' },
      { name: 'off', label: '', kind: 'checkbox' },
      { name: 'none', label: '' },
    ] as const;
    expect(valuesOf(fields, data)).toEqual({
      name: 'a',
      word: ' secret ',
      on: 'true',
      off: 'false',
      none: '',
    });
  });
});

describe('an answer of the server', () => {
  const Views = () => (
    <Answered
      of={useAnswer<typeof viewsRoute>('/console/views')}
      empty={({ items }) => items.length === 0}
      emptyText="Save a view first."
    >
      {({ items }) => items.map(({ id, name }) => <p key={id}>{name}</p>)}
    </Answered>
  );
  const key = ['answer', '/console/views', {}, false, {}, {}];
  const view = { id: 1, name: 'mine', owner: 'anna', path: '/', search: '', shared: false, saved_at: '' };

  it('is waited for', async () => {
    expect(await rendered(<Views />)).toContain('Loading');
  });

  it('is shown; where it is empty, what to do is', async () => {
    expect(await rendered(<Views />, { answers: [[key, { items: [view] }]] })).toContain('<p>mine</p>');
    expect(await rendered(<Views />, { answers: [[key, { items: [] }]] })).toContain('Save a view first.');
  });

  it('with called numbers in full is never shown where they are masked', async () => {
    const inFull = ['answer', '/console/views', {}, true, {}, { numbers: 'true' }];
    expect(await rendered(<Views />, { answers: [[inFull, { items: [view] }]] })).not.toContain('mine');
  });
});
