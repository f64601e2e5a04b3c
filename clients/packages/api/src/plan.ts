/** The plan of a project as the Gantt reads it, and what a change of it would move before it happens. */
import type { components } from './generated/openapi.d.ts';
import type { Read, TaskPlanFields } from './types.ts';

type Schemas = components['schemas'];

export type DependencyType = Schemas['LinkType'];
export type Plan = Read<Schemas['PlanScreen']>;
export type PlanTask = Read<Schemas['PlanTaskScreen']>;
export type PlanLink = Read<Schemas['PlanLinkScreen']>;
export type PlanCalendar = Read<Schemas['PlanCalendar']>;
export type Baseline = Read<Schemas['Baseline']>;
export type PlanImpact = Read<Schemas['PlanImpact']>;
export type MovedTask = Read<Schemas['MovedTask']>;

/** Fields of a task, or the days its bar was put to. */
export interface PlanTaskChange extends TaskPlanFields {
  readonly task_id: string;
  readonly start?: string;
  readonly finish?: string;
}

/** What somebody wants to change together; the same body asks what it would do, and does it. */
export interface PlanChanges {
  readonly changes: readonly PlanTaskChange[];
  readonly links?: {
    readonly added: readonly Pick<PlanLink, 'predecessor_id' | 'successor_id' | 'type'>[];
    readonly removed: readonly string[];
  };
}
