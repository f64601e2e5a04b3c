/** The nouns of the HTTP API, as the clients see them. */

export type TaskStatus = 'open' | 'in_progress' | 'blocked' | 'awaiting_acceptance' | 'done' | 'cancelled';
export type TaskKind = 'task' | 'milestone' | 'deliverable';
export type Priority = 'high' | 'medium' | 'low';
export type OrganizationRole = 'admin' | 'member' | 'guest';
export type ProjectRole = 'manager' | 'member' | 'viewer';
export type Abilities = Readonly<Record<string, boolean>>;

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: OrganizationRole;
  readonly initials: string;
  readonly is_active: boolean;
  readonly is_me?: boolean;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly today: string;
}

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly key?: string | null;
  readonly my_role: ProjectRole;
  readonly status: 'active' | 'archived';
  readonly task_count: number;
  readonly done_count: number;
  readonly overdue_count: number;
  readonly planned_finish: string | null;
  readonly forecast_finish: string | null;
}

export interface Me {
  readonly member: Member;
  readonly organization: Organization;
  readonly projects: readonly ProjectSummary[];
  readonly abilities: Abilities;
  readonly is_demo: boolean;
  readonly seq: number;
}

export interface ProjectCounts {
  readonly open: number;
  readonly in_progress: number;
  readonly blocked: number;
  readonly awaiting_acceptance: number;
  readonly done: number;
  readonly cancelled: number;
  readonly overdue: number;
  readonly total: number;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: 'active' | 'archived';
  readonly manager_id: string;
  readonly planned_start: string | null;
  readonly planned_finish: string | null;
  readonly daily_at: string | null;
  /** 0 is Monday. */
  readonly weekly_on: number | null;
  readonly weekly_at: string | null;
  readonly version: number;
  readonly created_at: string;
  readonly abilities: Abilities;
  readonly chat_bound: boolean;
  readonly counts: ProjectCounts;
}

export interface BoardColumn {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly status: TaskStatus;
  readonly position: string;
  readonly wip_limit: number | null;
  readonly version: number;
}

export interface Membership {
  readonly project_id: string;
  readonly member_id: string;
  readonly role: ProjectRole;
}

/** A task as boards and lists need it: everything but the description. */
export interface CardTask {
  readonly id: string;
  readonly project_id: string;
  /** Null until the server has numbered a task made offline. */
  readonly number: number | null;
  readonly title: string;
  readonly kind: TaskKind;
  readonly status: TaskStatus;
  readonly column_id: string;
  readonly rank: string;
  readonly priority: Priority;
  readonly assignee_id: string | null;
  readonly collaborator_ids: readonly string[];
  readonly watcher_ids: readonly string[];
  readonly parent_id: string | null;
  readonly tags: readonly string[];
  readonly duration_days: number | null;
  readonly not_before: string | null;
  readonly planned_start: string | null;
  readonly planned_finish: string | null;
  readonly due_date: string | null;
  readonly due_time: string | null;
  readonly forecast_finish: string | null;
  readonly actual_start: string | null;
  readonly actual_finish: string | null;
  readonly percent_complete: number;
  readonly blocked_reason: string | null;
  readonly checklist_done: number;
  readonly checklist_total: number;
  readonly comment_count: number;
  readonly subtask_count: number;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly archived_at: string | null;
}

export interface Task extends CardTask {
  readonly description: string;
}

export interface ChecklistItem {
  readonly id: string;
  readonly task_id: string;
  readonly text: string;
  readonly is_done: boolean;
  readonly rank: string;
  readonly version: number;
}

export interface Comment {
  readonly id: string;
  readonly task_id: string;
  readonly author_id: string;
  readonly text: string;
  readonly created_at: string;
  readonly source: 'web' | 'chat' | 'api';
  readonly retracted_at: string | null;
}

export interface Activity {
  readonly seq: number;
  readonly event: string;
  readonly actor_id: string | null;
  readonly at: string;
  readonly source: 'chat' | 'web' | 'api' | 'job';
  readonly task_id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface Dependency {
  readonly id: string;
  readonly project_id: string;
  readonly predecessor_id: string;
  readonly successor_id: string;
  readonly type: 'FS';
  readonly lag_days: number;
}

export type ReportedState = 'started' | 'done' | 'blocked' | 'paused' | 'unblocked' | 'reopened';

export interface ProgressReport {
  readonly id: string;
  readonly task_id: string;
  readonly member_id: string;
  readonly percent: number | null;
  readonly state: ReportedState | null;
  readonly forecast_finish: string | null;
  readonly note: string;
  readonly created_at: string;
  readonly retracted_at: string | null;
}

export interface TaskReference {
  readonly id: string;
  readonly number: number;
  readonly title: string;
}

export interface TaskDetail extends Task {
  readonly abilities: Abilities;
  readonly checklist: readonly ChecklistItem[];
  readonly comments: readonly Comment[];
  readonly dependencies: readonly Dependency[];
  readonly predecessors: readonly TaskReference[];
  readonly successors: readonly TaskReference[];
  readonly subtasks: readonly CardTask[];
  readonly reports: readonly ProgressReport[];
  readonly project_name: string;
}

export interface ReportEntry {
  readonly task_id: string;
  readonly number: number;
  readonly title: string;
  readonly assignee_name: string | null;
  readonly percent_complete: number;
  readonly due_date: string | null;
  readonly days_late: number;
  readonly reason: string | null;
}

export interface ReportGroup {
  readonly name: string;
  readonly total: number;
  readonly done: number;
  readonly percent_complete?: number;
  readonly due_date?: string | null;
}

export interface WeeklyReportFacts {
  readonly total: number;
  readonly done: number;
  readonly done_this_week: readonly ReportEntry[];
  readonly late: readonly ReportEntry[];
  readonly blocked: readonly ReportEntry[];
  readonly next_week: readonly ReportEntry[];
  readonly by_milestone: readonly ReportGroup[];
  readonly by_owner: readonly ReportGroup[];
  readonly change_requests: readonly unknown[];
  readonly percent_complete: number;
  readonly planned_finish: string | null;
  readonly forecast_finish: string | null;
}

export interface WeeklyReport {
  readonly id: string;
  readonly project_id: string;
  readonly week_start: string;
  readonly week_end: string;
  readonly status: 'draft' | 'sent';
  readonly title: string;
  readonly facts: WeeklyReportFacts;
  readonly summary: string;
  readonly risks: string;
  readonly next: string;
  readonly sent_at: string | null;
  readonly sent_to: readonly string[];
  readonly version: number;
  readonly abilities: Abilities;
}

export interface MovedTask {
  readonly task_id: string;
  readonly number: number;
  readonly title: string;
  readonly old_finish: string | null;
  readonly new_finish: string | null;
}

export interface PlanImpact {
  readonly moved: readonly MovedTask[];
  readonly old_finish: string | null;
  readonly new_finish: string | null;
  readonly affected_member_ids: readonly string[];
}

/** The fields of a task that belong to the plan: the manager changes them, a member asks. */
export interface TaskPlanFields {
  readonly title?: string;
  readonly assignee_id?: string | null;
  readonly priority?: Priority;
  readonly duration_days?: number | null;
  readonly not_before?: string | null;
  readonly planned_start?: string | null;
  readonly planned_finish?: string | null;
  readonly due_date?: string | null;
  readonly due_time?: string | null;
}

export interface ChangeRequest {
  readonly id: string;
  readonly project_id: string;
  readonly number: number;
  readonly task_id: string;
  readonly requester_id: string;
  readonly status: 'waiting' | 'approved' | 'rejected' | 'withdrawn';
  readonly changes: TaskPlanFields;
  readonly reason: string;
  readonly impact: PlanImpact;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly comment: string;
  readonly created_at: string;
  readonly version: number;
  readonly abilities: Abilities;
}

export interface MyWork {
  readonly today: readonly CardTask[];
  readonly overdue: readonly CardTask[];
  readonly this_week: readonly CardTask[];
  readonly later: readonly CardTask[];
  readonly no_date: readonly CardTask[];
  readonly waiting_for_me: {
    readonly change_requests: readonly ChangeRequest[];
    readonly reports: readonly WeeklyReport[];
  };
}

export interface Session {
  readonly id: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly user_agent?: string;
  readonly is_current?: boolean;
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
}

export interface SignInCode {
  readonly poll_token: string;
  readonly code: string;
  readonly expires_at: string;
  readonly bot_name: string;
}

export interface SignInOptions {
  readonly demo_members: readonly Member[] | null;
  readonly bot_name: string;
  readonly is_demo: boolean;
}

export interface CalendarDay {
  readonly date: string;
  readonly kind: 'workday' | 'day_off' | 'makeup_workday';
  readonly name: string;
}

export interface OrganizationCalendar {
  readonly days: readonly CalendarDay[];
  readonly published: boolean;
}

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
  /** Null: it left what you may see. */
  readonly object: Readonly<Record<string, unknown>> | null;
}

export interface SyncAnswer {
  readonly seq: number;
  readonly reset: boolean;
  readonly changes: readonly SyncChange[];
  readonly more: boolean;
}

export interface Snapshot {
  readonly seq: number;
  readonly project: Project;
  readonly columns: readonly BoardColumn[];
  readonly members: readonly Member[];
  readonly memberships: readonly Membership[];
  readonly tasks: readonly CardTask[];
  readonly dependencies: readonly Dependency[];
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}
