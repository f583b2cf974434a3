/** Working days, Monday to Friday, that passed between two moments by the local calendar. */
export function workingDaysSince(since: string, now: Date): number {
  const day = new Date(since);
  day.setHours(12, 0, 0, 0);
  const end = new Date(now);
  end.setHours(12, 0, 0, 0);
  const whole = Math.max(0, Math.round((end.getTime() - day.getTime()) / 86_400_000));
  const weeks = Math.floor(whole / 7);
  let days = weeks * 5;
  for (let step = 1; step <= whole % 7; step += 1) {
    const weekday = (day.getDay() + step) % 7;
    if (weekday !== 0 && weekday !== 6) days += 1;
  }
  return days;
}
