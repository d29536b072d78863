/** A call that rang for a minute and was not answered, as a line of a feed's JSON. `i` tells it from others. */
export const call = (i: number) => ({
  call_id: `call-${i}`,
  start_time: new Date(Date.UTC(2026, 2, 3, 18, 20, i % 60)).toISOString(),
  answer_time: null,
  end_time: new Date(Date.UTC(2026, 2, 3, 18, 21, i % 60)).toISOString(),
  calling_number: '+12025550123',
  called_number: `+1312555${String(1_000 + i)}`,
  sip_code: 487,
});
