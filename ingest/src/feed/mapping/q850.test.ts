import { describe, expect, it } from 'vitest';
import { hangupCauseResponse, q850Response } from './q850.ts';

describe('release causes', () => {
  it.each([
    ['1', '404'],
    ['016', '487'],
    ['17', '486'],
    ['19', '480'],
    ['21', '403'],
    ['34', '503'],
    ['44', '503'],
    ['81', '400'],
    ['127', '500'],
    ['0', ''],
    ['', ''],
    ['128', ''],
    ['393216', ''],
    ['busy', ''],
  ])('Q.850 %s is %s', (cause, response) => {
    expect(q850Response(cause)).toBe(response);
  });

  it.each([
    ['USER_BUSY', '486'],
    ['originator_cancel', '487'],
    ['NORMAL_CLEARING', '487'],
    ['USER_NOT_REGISTERED', '480'],
    ['UNHEARD_OF', ''],
    ['constructor', ''],
  ])('%s is %s', (cause, response) => {
    expect(hangupCauseResponse(cause)).toBe(response);
  });
});
