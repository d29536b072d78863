import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../model/settings.ts';
import { asked } from '../../work/desk.fixture.ts';
import { memoryApi } from '../office.fixture.ts';

describe('rules over HTTP', () => {
  it('are the defaults until somebody changes them', async () => {
    const { send } = memoryApi();
    expect((await send('GET', '/rules')).body).toEqual({ version: 0, rules: defaultSettings });
    const settings = { ...defaultSettings, answer_hours: 48 };
    const changed = await send('PUT', '/rules', { rules: settings, version: 0, reason: 'as agreed' });
    expect(changed.body).toEqual({ version: 1, rules: settings });
    const late = await send('PUT', '/rules', { rules: settings, version: 0 });
    expect(late.body).toMatchObject({ status: 409, changes: [{ type: 'settings_changed', actor: 'anna' }] });
    expect((await send('GET', '/events')).body).toMatchObject({
      items: [{ type: 'settings_changed', kind: 'settings', reason: 'as agreed' }],
      next: null,
    });
  });

  it('name the one that is wrong', async () => {
    const { send } = memoryApi();
    const calendars = { default: { ...defaultSettings.calendars['default'], zone: 'America/Chigaco' } };
    const zone = await send('PUT', '/rules', { rules: { ...defaultSettings, calendars } });
    expect(zone.body).toMatchObject({
      status: 400,
      detail: expect.stringContaining('calendars.default.zone'),
    });
    const hours = await send('PUT', '/rules', { rules: { ...defaultSettings, answer_hour: 24 } });
    expect(hours.body).toMatchObject({ status: 400, fields: [{ field: 'rules.answer_hour' }] });
  });

  it('keep everything in the house in report-only mode', async () => {
    const { send, desk } = memoryApi();
    const { request_id } = await asked(desk);
    await send('POST', '/rules/report-only', { report_only: true });
    const refused = await send('POST', '/requests/remind', { requests: [{ request_id }] });
    expect(refused.body).toMatchObject({ status: 422, detail: expect.stringContaining('report-only mode') });
  });
});

describe('the log over HTTP', () => {
  it('comes in pages, oldest event first', async () => {
    const { send, desk } = memoryApi();
    await asked(desk);
    const first = await send('GET', '/events?limit=2');
    expect(first.body).toMatchObject({ items: [{ sequence: 1 }, { sequence: 2 }], next: '?after=2&limit=2' });
    const second = await send('GET', '/events?after=2&limit=2');
    expect(second.body).toMatchObject({ items: [{ sequence: 3 }, { sequence: 4 }] });
    expect((await send('GET', '/events/check')).body).toMatchObject({ faults: [] });
    const other = await send('GET', `/events/check?head=${'0'.repeat(63)}1`);
    expect(other.body).toMatchObject({ faults: [expect.stringContaining('noted earlier')] });
  });
});
