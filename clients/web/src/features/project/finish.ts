/** How the expected end of a project compares with the plan. */

import type { CardTask } from '@quncheng/api';

export type Verdict =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'on_time' }
  | { readonly kind: 'in_doubt'; readonly count: number }
  | { readonly kind: 'late'; readonly days: number }
  | { readonly kind: 'early'; readonly days: number };

const DAY_MS = 86_400_000;

export function compareFinish(planned: string | null, forecast: string | null): Verdict {
  if (planned === null || forecast === null) return { kind: 'unknown' };
  return verdictOf(Math.round((Date.parse(forecast) - Date.parse(planned)) / DAY_MS));
}

/** Days the end is behind the plan; negative for before it. */
export function verdictOf(days: number): Verdict {
  if (days === 0) return { kind: 'on_time' };
  return days > 0 ? { kind: 'late', days } : { kind: 'early', days: -days };
}

/** Nobody has announced a delay, yet some tasks are overdue or blocked: then nobody should read that all is well. */
export function doubt(verdict: Verdict, stuck: number): Verdict {
  const isFine = verdict.kind === 'on_time' || verdict.kind === 'early';
  return isFine && stuck > 0 ? { kind: 'in_doubt', count: stuck } : verdict;
}

/** Whole percent; only all of it is 100. */
export function percentOf(part: number, whole: number): number {
  if (whole === 0) return 0;
  return part >= whole ? 100 : Math.min(99, Math.round((part / whole) * 100));
}

type Work = Pick<CardTask, 'kind' | 'status' | 'duration_days' | 'percent_complete'>;

/** What counts as work, as in the weekly report: no milestones, nothing cancelled. */
export function workOf<Task extends Work>(tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => task.kind !== 'milestone' && task.status !== 'cancelled');
}

/** Weighted by duration in workdays; a task nobody has estimated weighs one day. The report says the same number. */
export function progressOf(work: readonly Work[]): number {
  let weights = 0;
  let done = 0;
  for (const task of work) {
    const weight = Math.max(task.duration_days ?? 1, 1);
    weights += weight;
    done += weight * task.percent_complete;
  }
  return weights === 0 ? 0 : Math.round(done / weights);
}

/** The last day any task asks for. */
export function latest(dates: readonly (string | null)[]): string | null {
  let last: string | null = null;
  for (const date of dates) {
    if (date !== null && (last === null || date > last)) last = date;
  }
  return last;
}
