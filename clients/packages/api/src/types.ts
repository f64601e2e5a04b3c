/** The nouns of the HTTP API as the clients see them: generated from its document, read-only, every field present. */
import type { components } from './generated/openapi.d.ts';

type Schemas = components['schemas'];

/** The server always writes every field, also those that have a default. */
export type Read<T> = T extends readonly (infer Item)[]
  ? readonly Read<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]-?: Read<Exclude<T[Key], undefined>> }
    : T;

export type TaskStatus = Schemas['TaskStatus'];
export type TaskKind = Schemas['TaskKind'];
export type Priority = Schemas['Priority'];
export type ProjectRole = Schemas['ProjectRole'];
export type ReportedState = Schemas['ReportedState'];
export type Abilities = Readonly<Record<string, boolean>>;

export type Member = Read<Schemas['MemberScreen']>;
export type OrganizationRole = Member['role'];
export type ProjectSummary = Read<Schemas['ProjectSummary']>;
export type Me = Read<Schemas['MeScreen']>;
export type Project = Read<Schemas['ProjectScreen']>;
export type BoardColumn = Read<Schemas['ColumnScreen']>;
export type Membership = Read<Schemas['MembershipFact']>;

/** A task as boards and lists need it: everything but the description. */
export interface CardTask extends Omit<Read<Schemas['Task']>, 'number'> {
  /** Null until the server has numbered a task made offline. */
  readonly number: number | null;
}

export interface Task extends CardTask {
  readonly description: string;
}

export type TaskDetail = Read<Schemas['TaskDetailScreen']>;
export type ChecklistItem = Read<Schemas['ChecklistItem']>;
export type Comment = Read<Schemas['Comment']>;
export type Activity = Read<Schemas['ActivityScreen']>;
export type Dependency = Read<Schemas['TaskDependency']>;
export type ProgressReport = Omit<Read<Schemas['ProgressReport']>, 'project_id'>;
export type TaskReference = Read<Schemas['TaskReference']>;

export type ReportEntry = Read<Schemas['ReportLine']>;
export type ReportGroup = Read<Schemas['GroupProgress']>;
export type WeeklyReportFacts = Read<Schemas['ReportFacts']>;
export type WeeklyReport = Read<Schemas['WeeklyReportScreen']>;

/** The fields of a task that belong to the plan: the manager changes them, a member asks. */
export type TaskPlanFields = Partial<
  Pick<
    CardTask,
    'title' | 'assignee_id' | 'priority' | 'duration_days' | 'not_before' | 'planned_start' | 'planned_finish' | 'due_date' | 'due_time'
  >
>;

export interface ChangeRequest extends Omit<Read<Schemas['ChangeRequestScreen']>, 'changes'> {
  /** Fields of a task; of a sentence about the plan its words. */
  readonly changes: TaskPlanFields & { readonly plan?: { readonly words: string } };
}

export interface MyWork extends Omit<Read<Schemas['MyWork']>, 'waiting_for_me'> {
  readonly waiting_for_me: {
    readonly change_requests: readonly ChangeRequest[];
    readonly reports: readonly WeeklyReport[];
  };
}

export type Session = Read<Schemas['SessionScreen']>;
export type ApiToken = Read<Schemas['TokenScreen']>;
export type SignInCode = Read<Schemas['SignInCodeScreen']>;
export type SignInOptions = Read<Schemas['SignInOptions']>;

export type CalendarDay = Read<Schemas['CalendarDay']>;
export type OrganizationCalendar = Read<Schemas['CalendarYear']>;
export type UndoneAct = Read<Schemas['UndoneScreen']>;

export type ChangeType =
  | 'task'
  | 'project'
  | 'column'
  | 'membership'
  | 'member'
  | 'comment'
  | 'checklist_item'
  | 'dependency'
  | 'progress_report'
  | 'weekly_report'
  | 'change_request';

export interface SyncChange {
  readonly type: ChangeType;
  readonly id: string;
  /** Null: it left what we may see. */
  readonly object: Readonly<Record<string, unknown>> | null;
}

export interface SyncAnswer {
  readonly seq: number;
  readonly reset: boolean;
  readonly changes: readonly SyncChange[];
  readonly more: boolean;
}

export type Snapshot = Read<Schemas['Snapshot']>;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}
