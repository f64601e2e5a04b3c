/** What can be said about a task without asking the server: overdue, at risk, grouped by when. */
import type { CardTask, Priority, TaskStatus } from '@quncheng/api';
import { endOfWeek } from './days.ts';

export const STATUSES: readonly TaskStatus[] = ['open', 'in_progress', 'blocked', 'awaiting_acceptance', 'done', 'cancelled'];
export const PRIORITIES: readonly Priority[] = ['high', 'medium', 'low'];

type Dated = Pick<CardTask, 'status' | 'due_date' | 'planned_finish' | 'forecast_finish'>;

export function isFinished(task: Pick<CardTask, 'status'>): boolean {
  return task.status === 'done' || task.status === 'cancelled';
}

/** The day the task is held to: the promise, or else the plan. */
export function deadlineOf(task: Pick<CardTask, 'due_date' | 'planned_finish'>): string | null {
  return task.due_date ?? task.planned_finish;
}

export function isOverdue(task: Dated, today: string): boolean {
  const deadline = deadlineOf(task);
  return !isFinished(task) && deadline !== null && deadline < today;
}

export function isAtRisk(task: Dated): boolean {
  const deadline = deadlineOf(task);
  return !isFinished(task) && deadline !== null && task.forecast_finish !== null && task.forecast_finish > deadline;
}

export type WorkGroup = 'overdue' | 'today' | 'this_week' | 'later' | 'no_date';
export const WORK_GROUPS: readonly WorkGroup[] = ['overdue', 'today', 'this_week', 'later', 'no_date'];

export function workGroupOf(task: Dated, today: string): WorkGroup {
  const deadline = deadlineOf(task);
  if (deadline === null) return 'no_date';
  if (deadline < today) return 'overdue';
  if (deadline === today) return 'today';
  return deadline <= endOfWeek(today) ? 'this_week' : 'later';
}

const PRIORITY_ORDER: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 };

/** Earliest deadline first, then importance, then number. */
export function compareByUrgency(left: CardTask, right: CardTask): number {
  const leftDay = deadlineOf(left) ?? '9999';
  const rightDay = deadlineOf(right) ?? '9999';
  if (leftDay !== rightDay) return leftDay < rightDay ? -1 : 1;
  return PRIORITY_ORDER[left.priority] - PRIORITY_ORDER[right.priority] || (left.number ?? Infinity) - (right.number ?? Infinity);
}

export function compareByRank(left: Pick<CardTask, 'rank' | 'id'>, right: Pick<CardTask, 'rank' | 'id'>): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

/** One member's unfinished tasks, grouped by when they are due. */
export function groupWork(tasks: Iterable<CardTask>, memberId: string, today: string): ReadonlyMap<WorkGroup, readonly CardTask[]> {
  const groups = new Map<WorkGroup, CardTask[]>(WORK_GROUPS.map((group) => [group, []]));
  for (const task of tasks) {
    if (task.assignee_id !== memberId || isFinished(task) || task.archived_at !== null) continue;
    groups.get(workGroupOf(task, today))?.push(task);
  }
  for (const group of groups.values()) group.sort(compareByUrgency);
  return groups;
}
