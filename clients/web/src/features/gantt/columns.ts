/** The columns of the plan's table and what each shows of a task. */
import { formatIsoDay, isMilestone, parseDay, type Chart, type WorkDays } from '@quncheng/gantt';

export type Column = 'title' | 'assignee' | 'start' | 'finish' | 'duration' | 'baselineFinish' | 'variance';

export const COLUMNS: readonly Column[] = ['title', 'assignee', 'start', 'finish', 'duration'];
/** Beside a baseline what is compared comes first, where a narrow table still shows it. */
export const COMPARED_COLUMNS: readonly Column[] = ['title', 'finish', 'baselineFinish', 'variance', 'assignee', 'start', 'duration'];

export const COLUMN_WORDS = {
  title: 'field.title',
  assignee: 'field.assignee_id',
  start: 'gantt.start',
  finish: 'gantt.finish',
  duration: 'gantt.duration',
  baselineFinish: 'baseline.finish',
  variance: 'baseline.variance',
} as const satisfies Readonly<Record<Column, string>>;

export const COLUMN_WIDTHS: Readonly<Record<Column, number>> = { title: 204, assignee: 92, start: 80, finish: 80, duration: 56, baselineFinish: 80, variance: 64 };

export function widthOfColumns(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + COLUMN_WIDTHS[column], 0);
}

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

export interface Comparison {
  /** "YYYY-MM-DD"; null for what the baseline does not know. */
  readonly baselineFinish: string | null;
  /** In workdays, positive for later. */
  readonly variance: number | null;
}

export const NO_COMPARISON: Comparison = { baselineFinish: null, variance: null };

/** How far a task is from the baseline beside the plan. */
export function comparisonOf(chart: Chart, workDays: WorkDays, task: number): Comparison {
  const before = (chart.baseline.finish[task] ?? NaN) - 1;
  if (Number.isNaN(before)) return NO_COMPARISON;
  const { finish } = datesOf(chart, task);
  return { baselineFinish: formatIsoDay(before), variance: finish === null ? null : workDays.between(before, parseDay(finish)) };
}

/** "+3", "−2" or "0". */
export function signed(days: number): string {
  if (days === 0) return '0';
  return days > 0 ? `+${days}` : `−${-days}`;
}

/** What a baseline says stays said; dates and duration of a summary are those of its children, a milestone takes no time. */
export function mayEditCell(chart: Chart, task: number, column: Column): boolean {
  if (column === 'title' || column === 'assignee') return true;
  if (column === 'baselineFinish' || column === 'variance') return false;
  const facts = chart.tasks[task];
  const isSummary = (chart.childCount[task] ?? 0) > 0;
  return facts !== undefined && !isSummary && !(isMilestone(facts) && column === 'duration');
}
