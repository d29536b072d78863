import { formsOf } from '../forms.ts';
import { exampleLetter } from '../letter.fixture.ts';
import { messageOf } from '../message.ts';
import type { Parcel, Patience } from './channel.ts';

export const parcel: Parcel = {
  id: 'bat-4c8e1k7n2q',
  provider: 'acme',
  address: 'noc@acme.example',
  subject: 'Traceback request bat-4c8e1k7n2q: 1 call, answer due 2026-03-10 13:00 UTC',
  forms: formsOf(messageOf(exampleLetter)),
};

/** Waits that are as good as none. */
export const impatient: Patience = { attempts: 3, firstMs: 1, longestMs: 1 };

export const never = new AbortController().signal;
