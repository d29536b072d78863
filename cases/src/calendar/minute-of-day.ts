/** Minutes since midnight of a time such as '17:30'; '24:00' is the end of the day. undefined = it is no such time. */
export function minuteOfDay(time: string): number | undefined {
  if (time === '24:00') return 24 * 60;
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined ? undefined : 60 * Number(hours) + Number(minutes);
}
