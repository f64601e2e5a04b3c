/** A day in as few characters as can be, with its year where that is another one. */

import type { Days } from '../task/use-days.ts';

export function showDay(days: Days, day: string): string {
  return day.slice(0, 4) === days.today.slice(0, 4) ? days.formatShort(day) : days.formatDate(day);
}
