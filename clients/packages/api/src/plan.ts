/** The plan of a project as the Gantt reads it, and what a change of it would move before it happens. */
import type { Abilities, Priority, TaskKind, TaskStatus } from './types.ts';

export type DependencyType = 'FS' | 'SS' | 'FF' | 'SF';
export type LagUnit = 'workdays' | 'days' | 'workhours' | 'hours' | 'percent';

export interface PlanTask {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly kind: TaskKind;
  readonly status: TaskStatus;
  readonly parent_id: string | null;
  readonly assignee_id: string | null;
  readonly priority: Priority;
  readonly duration_days: number | null;
  readonly is_manual: boolean;
  readonly constraint_type: string | null;
  readonly constraint_on: string | null;
  readonly deadline: string | null;
  readonly planned_start: string | null;
  readonly planned_finish: string | null;
  /** Minutes after midnight, null when the whole working day counts. */
  readonly planned_start_minute: number | null;
  readonly planned_finish_minute: number | null;
  readonly forecast_start: string | null;
  readonly forecast_finish: string | null;
  readonly actual_start: string | null;
  readonly actual_finish: string | null;
  readonly percent_complete: number;
  /** In workdays; null while the task has no dates. */
  readonly total_float: number | null;
  readonly is_critical: boolean;
  readonly rank: string;
  readonly version: number;
}

export interface PlanLink {
  readonly id: string;
  readonly predecessor_id: string;
  readonly successor_id: string;
  readonly type: DependencyType;
  readonly lag: number;
  readonly lag_unit: LagUnit;
}

export interface PlanCalendar {
  /** Monday first: which days of a week are worked. */
  readonly weekly: readonly boolean[];
  readonly days: readonly { readonly date: string; readonly kind: 'makeup_workday' | 'day_off'; readonly name: string }[];
}

export interface PlanBaseline {
  readonly id: string;
  readonly name: string;
  readonly taken_on: string;
  readonly tasks: readonly { readonly id: string; readonly start: string | null; readonly finish: string | null }[];
}

export interface PlanConflict {
  readonly kind: string;
  readonly task_id: string;
  readonly predecessor_id?: string | null;
}

export interface Plan {
  readonly version: number;
  readonly today: string;
  readonly starts_on: string | null;
  readonly planned_finish: string | null;
  readonly forecast_finish: string | null;
  readonly finish_float?: number | null;
  readonly calendar: PlanCalendar;
  readonly unpublished_years: readonly number[];
  readonly tasks: readonly PlanTask[];
  readonly links: readonly PlanLink[];
  readonly baseline: PlanBaseline | null;
  readonly conflicts: readonly PlanConflict[];
  readonly abilities: Abilities;
}

export interface PlanTaskChange {
  readonly task_id: string;
  readonly start?: string;
  readonly finish?: string;
  readonly duration_days?: number;
}

export interface NewPlanLink {
  readonly predecessor_id: string;
  readonly successor_id: string;
  readonly type: DependencyType;
  readonly lag: number;
  readonly lag_unit: LagUnit;
}

/** What somebody wants to change; the same body asks what it would do, and does it. */
export interface PlanChanges {
  readonly changes: readonly PlanTaskChange[];
  readonly links: { readonly added: readonly NewPlanLink[]; readonly removed: readonly string[] };
}

export interface PlanMove {
  readonly task_id: string;
  readonly old_start: string | null;
  readonly old_finish: string | null;
  readonly new_start: string | null;
  readonly new_finish: string | null;
  readonly workdays: number;
  readonly reason: string;
}

export interface PlanConsequences {
  readonly moved: readonly PlanMove[];
  readonly milestones: readonly PlanMove[];
  readonly old_finish: string | null;
  readonly new_finish: string | null;
  readonly overloads: readonly { readonly member_id: string; readonly date: string; readonly minutes_over: number }[];
  readonly conflicts: readonly PlanConflict[];
  readonly affected_member_ids: readonly string[];
}
