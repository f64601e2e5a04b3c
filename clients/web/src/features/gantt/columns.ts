/** The columns of the plan's table and what each shows of a task. */
import { formatIsoDay, isMilestone, type Chart } from '@quncheng/gantt';

export const COLUMNS = ['title', 'assignee', 'start', 'finish', 'duration'] as const;
export type Column = (typeof COLUMNS)[number];

export const COLUMN_WORDS = {
  title: 'field.title',
  assignee: 'field.assignee_id',
  start: 'gantt.start',
  finish: 'gantt.finish',
  duration: 'gantt.duration',
} as const satisfies Readonly<Record<Column, string>>;

export const COLUMN_WIDTHS: Readonly<Record<Column, number>> = { title: 204, assignee: 92, start: 80, finish: 80, duration: 56 };
export const WHOLE_WIDTH = COLUMNS.reduce((sum, column) => sum + COLUMN_WIDTHS[column], 0);
/** The title and a little of what follows. */
export const LEAST_WIDTH = 180;

export interface TaskDates {
  /** "YYYY-MM-DD"; null while the task has no dates. */
  readonly start: string | null;
  readonly finish: string | null;
}

/** The first and the last day, of a summary those of its children. */
export function datesOf(chart: Chart, task: number): TaskDates {
  const start = chart.planned.start[task] ?? NaN;
  const finish = chart.planned.finish[task] ?? NaN;
  if (Number.isNaN(start) || Number.isNaN(finish)) return { start: null, finish: null };
  return { start: formatIsoDay(Math.floor(start)), finish: formatIsoDay(Math.max(Math.floor(start), Math.ceil(finish) - 1)) };
}

/** Dates and duration of a summary are those of its children, a milestone takes no time. */
export function mayEditCell(chart: Chart, task: number, column: Column): boolean {
  if (column === 'title' || column === 'assignee') return true;
  const facts = chart.tasks[task];
  const isSummary = (chart.childCount[task] ?? 0) > 0;
  return facts !== undefined && !isSummary && !(isMilestone(facts) && column === 'duration');
}
