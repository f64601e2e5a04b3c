/** Which days are off in this organization, with their names; plain weekends until the calendar is known. */

import { weekdayOf } from '@quncheng/domain';
import { useMemo } from 'react';

import { useAnswer } from '../../data/use-answer.ts';

export interface DayMark {
  readonly isOff: boolean;
  readonly isMakeup: boolean;
  readonly name: string;
}

export function useDayMarks(year: number): (day: string) => DayMark {
  const days = useAnswer('GET /organization/calendar', { query: { year } }).data?.days;
  return useMemo(() => {
    const special = new Map(days?.map((day) => [day.date, day]));
    return (day) => {
      const known = special.get(day);
      const isOff = known === undefined ? weekdayOf(day) >= 5 : known.kind === 'day_off';
      return { isOff, isMakeup: known?.kind === 'makeup_workday', name: known?.name ?? '' };
    };
  }, [days]);
}
