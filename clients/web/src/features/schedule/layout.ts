/** Where tasks lie in weeks: their days, and lanes in which no two of them overlap. */

import type { CardTask } from '@quncheng/api';
import { addDays, daysBetween, weekdayOf } from '@quncheng/domain';

export interface Span {
  readonly first: string;
  readonly last: string;
}

/** A task in one week: from which weekday, over how many, in which lane. */
export interface Bar<Task> {
  readonly task: Task;
  readonly weekday: number;
  readonly length: number;
  readonly lane: number;
  /** Whether it begins, and ends, in this week. */
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

type Dated = Pick<CardTask, 'id' | 'planned_start' | 'planned_finish' | 'due_date' | 'status' | 'archived_at'>;

/** The planned days, else the promised one; null for what has no date or is not done any more. */
export function spanOf(task: Dated): Span | null {
  const last = task.planned_finish ?? task.due_date;
  if (last === null || task.status === 'cancelled' || task.archived_at !== null) return null;
  const first = task.planned_start ?? last;
  return first <= last ? { first, last } : { first: last, last };
}

export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day));
}

/** The Mondays of the weeks that show a month. */
export function weeksOfMonth(day: string): readonly string[] {
  const first = `${day.slice(0, 7)}-01`;
  const next = firstOfMonth(day, 1);
  const mondays: string[] = [];
  for (let monday = mondayOf(first); monday < next; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

/** The first day of the month so many months on. */
export function firstOfMonth(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

export function daysOfWeek(monday: string): readonly string[] {
  return Array.from({ length: 7 }, (_unused, weekday) => addDays(monday, weekday));
}

/** Longer and earlier tasks lie above, so that a bar keeps its height through the week. */
export function layoutWeek<Task extends Dated>(tasks: readonly Task[], monday: string): readonly Bar<Task>[] {
  const sunday = addDays(monday, 6);
  const found = tasks.flatMap((task) => {
    const span = spanOf(task);
    return span === null || span.last < monday || span.first > sunday ? [] : [{ task, span }];
  });
  found.sort((one, other) => {
    if (one.span.first !== other.span.first) return one.span.first < other.span.first ? -1 : 1;
    if (one.span.last !== other.span.last) return one.span.last > other.span.last ? -1 : 1;
    return one.task.id < other.task.id ? -1 : 1;
  });
  const busyUntil: number[] = [];
  return found.map(({ task, span }) => {
    const weekday = Math.max(daysBetween(monday, span.first), 0);
    const last = Math.min(daysBetween(monday, span.last), 6);
    const free = busyUntil.findIndex((until) => until < weekday);
    const lane = free === -1 ? busyUntil.length : free;
    busyUntil[lane] = last;
    return { task, weekday, length: last - weekday + 1, lane, isStart: span.first >= monday, isEnd: span.last <= sunday };
  });
}

export function tasksOn<Task extends Dated>(tasks: readonly Task[], day: string): readonly Task[] {
  return layoutWeek(tasks, mondayOf(day))
    .filter(({ weekday, length }) => weekdayOf(day) >= weekday && weekdayOf(day) < weekday + length)
    .map(({ task }) => task);
}
