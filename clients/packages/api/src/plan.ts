/** The plan of a project as the Gantt reads it, and what a change of it would move before it happens. */
import type { components } from './generated/openapi.d.ts';
import type { Project, Read, TaskPlanFields } from './types.ts';

type Schemas = components['schemas'];

export type DependencyType = Schemas['LinkType'];
export type Plan = Read<Schemas['PlanScreen']>;
export type PlanTask = Read<Schemas['PlanTaskScreen']>;
export type PlanLink = Read<Schemas['PlanLinkScreen']>;
export type PlanCalendar = Read<Schemas['PlanCalendar']>;
export type Baseline = Read<Schemas['Baseline']>;
export type PlanImpact = Read<Schemas['PlanImpact']>;
export type MovedTask = Read<Schemas['MovedTask']>;

export type DriverKind = Schemas['DriverKind'];
export type LagUnit = Schemas['LagUnit'];
export type ConstraintType = Schemas['ConstraintType'];
export type TaskSchedule = Read<Schemas['TaskSchedule']>;
export type WhyStep = Read<Schemas['WhyStep']>;
export type PlanConflict = Read<Schemas['PlanConflict']>;

/** What the plan says of a task beyond the fields that lists show. */
export type ScheduleFields = Partial<TaskSchedule>;

/** Fields of a task, or the days its bar was put to: what can be tried, done or asked for. */
export interface WishedFields extends TaskPlanFields, ScheduleFields {
  readonly start?: string;
  readonly finish?: string;
}

export interface PlanTaskChange extends WishedFields {
  readonly task_id: string;
}

export interface NewLink extends Pick<PlanLink, 'predecessor_id' | 'successor_id' | 'type'> {
  readonly lag?: number;
  readonly lag_unit?: LagUnit;
}

/** What somebody wants to change together; the same body asks what it would do, and does it. */
export interface PlanChanges {
  readonly changes: readonly PlanTaskChange[];
  readonly links?: {
    readonly added: readonly NewLink[];
    readonly removed: readonly string[];
  };
}

/** The first day of a project, or the last one its plan is counted back from. */
export type ProjectDays = Partial<Pick<Project, 'planned_start' | 'finishes_on'>>;

interface ById {
  readonly id: string;
}

/** What is asked of a plan and its baselines, beyond reading it. */
export interface PlanEndpoints {
  'POST /projects/{id}/plan/dry-run/project': { path: ById; body: ProjectDays; answer: PlanImpact };
  'GET /tasks/{id}/why': { path: ById; answer: { readonly steps: readonly WhyStep[] } };
  'POST /projects/{id}/baselines': { path: ById; body: { name: string; as_of?: string }; answer: Baseline };
  'DELETE /baselines/{id}': { path: ById; answer: unknown };
}
