/** What was typed about the days of a project, and what of it is different. */

import type { Project, ProjectDays } from '@quncheng/api';

export type Direction = 'forward' | 'backward';

/** What nobody has touched is absent. */
export interface TypedDays {
  readonly direction?: Direction;
  readonly plannedStart?: string | null;
  readonly finishesOn?: string | null;
  readonly threshold?: string;
}

type Days = Pick<Project, 'planned_start' | 'finishes_on' | 'critical_float_days'>;

const MOST_FLOAT = 1_000;

/** A plan with a fixed finish is counted back from it. */
export function directionOf(project: Pick<Days, 'finishes_on'>): Direction {
  return project.finishes_on === null ? 'forward' : 'backward';
}

/** Counting back without a day to count from changes nothing yet. */
export function daysIn(project: Days, { direction = directionOf(project), plannedStart, finishesOn }: TypedDays): ProjectDays {
  if (direction === 'backward') {
    const finish = finishesOn === undefined ? project.finishes_on : finishesOn;
    return finish === null || finish === project.finishes_on ? {} : { finishes_on: finish };
  }
  return {
    ...(project.finishes_on !== null && { finishes_on: null }),
    ...(plannedStart !== undefined && plannedStart !== project.planned_start && { planned_start: plannedStart }),
  };
}

/** Null for what is no number, too much, or as it was. */
export function thresholdIn(project: Days, { threshold = '' }: TypedDays): number | null {
  const days = Number(threshold);
  const isGood = threshold.trim() !== '' && days >= 0 && days <= MOST_FLOAT;
  return isGood && days !== project.critical_float_days ? days : null;
}
