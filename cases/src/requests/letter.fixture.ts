import type { RequestFacts } from '../model/request.ts';
import type { Letter } from './message.ts';

export const exampleFacts: RequestFacts = {
  call: {
    calling_number: 12025550123,
    called_number: 13125550188,
    call_time: Date.UTC(2026, 2, 7, 20, 30),
    window_s: 3_600,
  },
  reasons: ['4,100 calls in an hour show this number, and 97 in 100 end within 6 s'],
  volume: { calls: 1_234, from: Date.UTC(2026, 2, 7, 14), to: Date.UTC(2026, 2, 7, 22) },
  named_by: 'lakeside',
  named_how: 'its record of the call names you as the upstream',
};

/** A message of one request to 'acme', sent on the Saturday before clocks go forward in Chicago. */
export const exampleLetter: Letter = {
  batch_id: 'bat-4c8e1k7n2q',
  purpose: 'request',
  written_at: Date.UTC(2026, 2, 7, 21),
  from: { name: 'Example Traceback Group', email: 'traceback@group.example' },
  to: { provider: 'acme', name: 'Acme Telecom' },
  zone: 'America/Chicago',
  asked: [
    {
      request_id: 'req-7k3f9q2m4d',
      facts: exampleFacts,
      due_at: Date.UTC(2026, 2, 10, 13),
      link: 'https://traceback.example/answer/token',
    },
  ],
  nameOf: (provider) => (provider === 'lakeside' ? 'Lakeside Telephone' : provider),
};
