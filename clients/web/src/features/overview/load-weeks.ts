/** The load of people by week, and the days on which it is too much. */

import type { MemberLoad } from '@quncheng/api';
import { addDays, weekdayOf } from '@quncheng/domain';

export interface WeekLoad {
  readonly monday: string;
  readonly minutes: number;
  readonly capacity: number;
  /** Of the working time; null in a week without any. */
  readonly percent: number | null;
  readonly isOver: boolean;
}

export interface DayRun {
  readonly first: string;
  readonly last: string;
}

/** The Mondays of the weeks from the first to the last day. */
export function mondaysOf(first: string, last: string): readonly string[] {
  const mondays: string[] = [];
  for (let monday = addDays(first, -weekdayOf(first)); monday <= last; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

/** A week with an overloaded day is over, even when its other days have room. */
export function weeksOf(load: MemberLoad, mondays: readonly string[]): readonly WeekLoad[] {
  return mondays.map((monday) => {
    const next = addDays(monday, 7);
    const days = load.days.filter(({ on }) => on >= monday && on < next);
    const minutes = days.reduce((sum, day) => sum + day.minutes, 0);
    const capacity = days.reduce((sum, day) => sum + day.capacity, 0);
    return {
      monday,
      minutes,
      capacity,
      percent: capacity === 0 ? null : Math.round((minutes / capacity) * 100),
      isOver: days.some((day) => day.minutes > day.capacity),
    };
  });
}

/** Overloaded days that follow each other among the days told, which leave out the free ones. */
export function overloadedRuns(load: MemberLoad): readonly DayRun[] {
  const runs: { first: string; last: string }[] = [];
  let wasOver = false;
  for (const { on, minutes, capacity } of load.days) {
    const isOver = minutes > capacity;
    const run = runs.at(-1);
    if (isOver && wasOver && run !== undefined) run.last = on;
    else if (isOver) runs.push({ first: on, last: on });
    wasOver = isOver;
  }
  return runs;
}

export function toHours(minutes: number): number {
  return Math.round(minutes / 6) / 10;
}
