/** Every reading endpoint and the few direct writes: method and path → parameters and answer. */
import type { ImportChoices, ImportPreview, ImportResult } from './exchange.ts';
import type { PeopleEndpoints } from './people.ts';
import type { Baseline, Plan, PlanChanges, PlanEndpoints, PlanImpact } from './plan.ts';
import type { ScheduleEndpoints } from './schedule.ts';
import type {
  Activity,
  ApiToken,
  CardTask,
  ChangeRequest,
  Me,
  Member,
  MyWork,
  OrganizationCalendar,
  Page,
  Project,
  ProjectRole,
  Session,
  SignInCode,
  SignInOptions,
  Snapshot,
  SyncAnswer,
  TaskDetail,
  UndoneAct,
  WeeklyReport,
} from './types.ts';

export type QueryValue = string | number | boolean | null | undefined;
interface Paged {
  readonly cursor?: string | null;
  readonly limit?: number;
}

export interface TaskListQuery extends Paged {
  readonly q?: string;
  readonly status?: string;
  readonly assignee_id?: string;
  readonly priority?: string;
  readonly parent_id?: string;
  readonly overdue?: boolean;
  readonly sort?: 'number' | 'due_date' | 'priority' | 'updated_at' | 'title' | 'rank';
  readonly order?: 'asc' | 'desc';
}

interface ById {
  readonly id: string;
}

export interface Endpoints extends PeopleEndpoints, PlanEndpoints, ScheduleEndpoints {
  'POST /sign-in/codes': { answer: SignInCode };
  'GET /sign-in/codes/{poll_token}': { path: { poll_token: string }; answer: { status: 'waiting' | 'done' | 'expired' } };
  'GET /sign-in/options': { answer: SignInOptions };
  'POST /sign-in/demo': { body: { member_id: string }; answer: unknown };
  'POST /sign-out': { answer: unknown };
  'GET /me': { answer: Me };
  'GET /me/work': { answer: MyWork };
  'GET /sessions': { answer: Page<Session> };
  'DELETE /sessions/{id}': { path: ById; answer: unknown };
  'GET /tokens': { answer: Page<ApiToken> };
  'POST /tokens': { body: { name: string }; answer: ApiToken & { secret: string } };
  'DELETE /tokens/{id}': { path: ById; answer: unknown };
  'POST /projects': { body: { name: string; id?: string }; answer: Project };
  'GET /projects/{id}': { path: ById; answer: Project };
  'GET /projects/{id}/members': { path: ById; answer: { items: readonly { member: Member; role: ProjectRole }[] } };
  'GET /members': { query: { q?: string }; answer: Page<Member> };
  'GET /projects/{id}/tasks': { path: ById; query: TaskListQuery; answer: Page<CardTask> };
  'GET /tasks/{id}': { path: ById; answer: TaskDetail };
  'GET /tasks/{id}/activity': { path: ById; query: Paged; answer: Page<Activity> };
  'GET /projects/{id}/activity': { path: ById; query: Paged; answer: Page<Activity> };
  'GET /projects/{id}/plan': { path: ById; query: { baseline_id?: string | null }; answer: Plan };
  'POST /projects/{id}/plan/dry-run': { path: ById; body: PlanChanges; answer: PlanImpact };
  'POST /plan-imports/{id}/preview': { path: ById; body: ImportChoices; answer: ImportPreview };
  'POST /plan-imports/{id}/apply': { path: ById; body: ImportChoices; answer: ImportResult };
  'DELETE /plan-imports/{id}': { path: ById; answer: unknown };
  'GET /projects/{id}/baselines': { path: ById; answer: Page<Baseline> };
  'GET /projects/{id}/change-requests': { path: ById; query: { status?: string }; answer: Page<ChangeRequest> };
  'GET /projects/{id}/reports': { path: ById; answer: Page<WeeklyReport> };
  'POST /projects/{id}/reports': { path: ById; answer: WeeklyReport };
  'GET /reports/{id}': { path: ById; answer: WeeklyReport };
  'POST /reports/{id}/send': { path: ById; body: { member_ids: readonly string[]; to_group: boolean }; answer: WeeklyReport };
  'POST /undo': { answer: UndoneAct };
  'GET /sync': { query: { since: number }; answer: SyncAnswer };
  'GET /snapshot': { query: { project_id: string }; answer: Snapshot };
  'GET /organization/calendar': { query: { year: number }; answer: OrganizationCalendar };
  'PUT /projects/{id}/robot': { path: { id: string }; body: { webhook_url: string }; answer: unknown };
  'DELETE /projects/{id}/robot': { path: { id: string }; answer: unknown };
}

export type Endpoint = keyof Endpoints;
export type Answer<E extends Endpoint> = Endpoints[E]['answer'];

type Part<E extends Endpoint, Name extends string> = Name extends keyof Endpoints[E]
  ? { readonly [Key in Name]: Endpoints[E][Name] }
  : { readonly [Key in Name]?: undefined };

/** What a caller of one endpoint has to give. */
export type Input<E extends Endpoint> = Part<E, 'path'> & Part<E, 'body'> & ('query' extends keyof Endpoints[E] ? { readonly query?: Endpoints[E]['query'] } : unknown);
