/** Days in the plan's table: short and all alike, the year only where it is another one. */
import { civilOf, parseDay } from '@quncheng/gantt';
import { useMemo } from 'react';

import { useLocale } from '../../app/words.ts';

/** `today` is a day's number. */
export function useDayText(today: number): (day: string) => string {
  const locale = useLocale();
  return useMemo(() => {
    const thisYear = civilOf(today).year;
    const near = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', day: 'numeric' });
    const far = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: '2-digit', month: 'numeric', day: 'numeric' });
    return (day) => (civilOf(parseDay(day)).year === thisYear ? near : far).format(Date.parse(day));
  }, [locale, today]);
}
