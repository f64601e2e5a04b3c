/** What the local store holds: one table per kind of object. */
import type {
  Abilities,
  BoardColumn,
  CardTask,
  ChangeRequest,
  ChecklistItem,
  Comment,
  Dependency,
  Me,
  Member,
  Membership,
  ProgressReport,
  Project,
  ProjectSummary,
  TaskSchedule,
  WeeklyReport,
} from '@quncheng/api';

/** Cards have no description until the task has been opened once. */
export interface StoredTask extends CardTask {
  readonly description?: string;
}

export interface StoredMe extends Me {
  readonly id: 'me';
}

export interface StoredMembership extends Membership {
  readonly id: string;
}

/** What only the open task needs. */
export interface OpenedTask {
  readonly id: string;
  readonly abilities: Abilities;
  /** Absent in what an older client has kept. */
  readonly schedule?: TaskSchedule;
  /** The version of the task these facts belong to. */
  readonly task_version: number;
}

/** A project all of whose tasks are here. */
export interface LoadedProject {
  readonly id: string;
}

export interface StoreTypes {
  me: StoredMe;
  project_summary: ProjectSummary;
  project: Project;
  loaded_project: LoadedProject;
  column: BoardColumn;
  member: Member;
  membership: StoredMembership;
  task: StoredTask;
  opened_task: OpenedTask;
  checklist_item: ChecklistItem;
  comment: Comment;
  dependency: Dependency;
  progress_report: ProgressReport;
  weekly_report: WeeklyReport;
  change_request: ChangeRequest;
}

export type StoreType = keyof StoreTypes;

export function membershipId(projectId: string, memberId: string): string {
  return `${projectId}:${memberId}`;
}
