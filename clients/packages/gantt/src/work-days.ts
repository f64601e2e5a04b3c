/** The project's calendar on the canvas: which days are worked, and counting in workdays. */
import type { PlanCalendar } from '@quncheng/api';
import { parseDay, weekdayOfDay } from './days.ts';

export type SpecialDay = PlanCalendar['days'][number];

export interface WorkDays {
  isWorkday(day: number): boolean;
  /** A holiday or a make-up day; undefined for an ordinary day. */
  specialOn(day: number): SpecialDay | undefined;
  /** The day itself when it is worked, or the next one that is. */
  onOrAfter(day: number): number;
  /** The day itself when it is worked, or the last one before that is. */
  onOrBefore(day: number): number;
  /** `count` workdays later (earlier when negative); the day itself counts as nothing. */
  add(day: number, count: number): number;
  /** Workdays from the first to the last, both counted. */
  count(first: number, last: number): number;
  /** Workdays after the first up to the last; negative when the last comes earlier. */
  between(first: number, last: number): number;
}

/** A calendar without any workday must not keep us looking for one. */
const FURTHEST = 3_660;

export function createWorkDays(calendar: PlanCalendar): WorkDays {
  const specials = new Map(calendar.days.map((special) => [parseDay(special.date), special]));
  const isWorkday = (day: number): boolean => {
    const special = specials.get(day);
    return special === undefined ? calendar.weekly[weekdayOfDay(day)] === true : special.kind === 'makeup_workday';
  };
  const seek = (day: number, step: 1 | -1): number => {
    for (let distance = 0; distance < FURTHEST; distance += 1) {
      if (isWorkday(day + step * distance)) return day + step * distance;
    }
    return day;
  };
  const count = (first: number, last: number): number => {
    let total = 0;
    for (let day = first; day <= last; day += 1) total += isWorkday(day) ? 1 : 0;
    return total;
  };
  return {
    isWorkday,
    specialOn: (day) => specials.get(day),
    onOrAfter: (day) => seek(day, 1),
    onOrBefore: (day) => seek(day, -1),
    add(day, count) {
      const step = count < 0 ? -1 : 1;
      let found = day;
      for (let left = Math.abs(count); left > 0; left -= 1) found = seek(found + step, step);
      return found;
    },
    count,
    between: (first, last) => (last >= first ? count(first + 1, last) : -count(last + 1, first)),
  };
}
