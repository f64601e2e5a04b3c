/** The one constraint of a task: where its parts are kept, and what choosing another one changes. */

import type { CardTask, ConstraintType, ScheduleFields, TaskSchedule } from '@quncheng/api';

export const CONSTRAINTS = [
  'as_soon_as_possible',
  'as_late_as_possible',
  'start_no_earlier_than',
  'start_no_later_than',
  'finish_no_earlier_than',
  'finish_no_later_than',
  'must_start_on',
  'must_finish_on',
] as const satisfies readonly ConstraintType[];

export type DatedConstraint = Exclude<ConstraintType, 'as_soon_as_possible' | 'as_late_as_possible'>;

export type Constraint =
  | { readonly type: 'as_soon_as_possible' | 'as_late_as_possible'; readonly on: null }
  | { readonly type: DatedConstraint; readonly on: string };

type Dated = Pick<CardTask, 'not_before' | 'planned_start' | 'planned_finish'>;

/** A plan that is counted back from its end puts everything as late as possible. */
export function usualConstraint(isBackward: boolean): 'as_soon_as_possible' | 'as_late_as_possible' {
  return isBackward ? 'as_late_as_possible' : 'as_soon_as_possible';
}

export function constraintOf(task: Dated, schedule: TaskSchedule, isBackward: boolean): Constraint {
  const type = schedule.constraint_type;
  if (type !== null && !isDated(type)) return { type, on: null };
  if (type !== null && schedule.constraint_on !== null) return { type, on: schedule.constraint_on };
  if (task.not_before !== null) return { type: 'start_no_earlier_than', on: task.not_before };
  return { type: usualConstraint(isBackward), on: null };
}

/** The day a task is on now is the first that is offered, so that choosing a kind alone moves nothing. */
export function choosing(type: ConstraintType, task: Dated, parts: { readonly today: string; readonly isBackward: boolean }): ScheduleFields {
  if (!isDated(type)) return { constraint_type: type === usualConstraint(parts.isBackward) ? null : type, constraint_on: null };
  const isAboutFinish = type.includes('finish');
  const day = isAboutFinish ? task.planned_finish : task.planned_start;
  return { constraint_type: type, constraint_on: day ?? parts.today };
}

export function isDated(type: ConstraintType): type is DatedConstraint {
  return type !== 'as_soon_as_possible' && type !== 'as_late_as_possible';
}
