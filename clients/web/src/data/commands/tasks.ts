/** Writes on tasks: each shows at once and is sent when the network allows. */
import type { Priority, ProgressReport, ReportedState, Task, TaskKind, TaskPlanFields, TaskStatus } from '@quncheng/api';
import { compareByRank, rankBetween } from '@quncheng/domain';
import type { StoredTask } from '../store-types.ts';
import { create, merge, type Writer } from './writer.ts';

export interface NewTask {
  readonly title: string;
  readonly column_id?: string;
  readonly assignee_id?: string | null;
  readonly priority?: Priority;
  readonly due_date?: string | null;
  readonly duration_days?: number | null;
  readonly parent_id?: string | null;
  readonly kind?: TaskKind;
  readonly description?: string;
}

export interface TaskChanges extends TaskPlanFields {
  readonly description?: string;
  readonly kind?: TaskKind;
  readonly status?: TaskStatus;
  readonly parent_id?: string | null;
  readonly tags?: readonly string[];
  readonly collaborator_ids?: readonly string[];
  readonly watcher_ids?: readonly string[];
}

export interface NewReport {
  readonly percent?: number;
  readonly state?: ReportedState;
  readonly forecast_finish?: string | null;
  readonly note?: string;
}

/** Where a card lands: between these two of the column, null at the ends. */
export interface Place {
  readonly column_id: string;
  readonly after_id: string | null;
  readonly before_id: string | null;
}

const STATE_STATUS: Readonly<Record<ReportedState, TaskStatus>> = {
  started: 'in_progress',
  done: 'done',
  blocked: 'blocked',
  paused: 'open',
  unblocked: 'in_progress',
  reopened: 'in_progress',
};

function blankTask(projectId: string, id: string, now: string): Omit<Task, 'title' | 'status' | 'column_id' | 'rank'> {
  return {
    id,
    project_id: projectId,
    number: null,
    kind: 'task',
    priority: 'medium',
    assignee_id: null,
    collaborator_ids: [],
    watcher_ids: [],
    parent_id: null,
    tags: [],
    duration_days: null,
    not_before: null,
    planned_start: null,
    planned_finish: null,
    due_date: null,
    due_time: null,
    forecast_finish: null,
    actual_start: null,
    actual_finish: null,
    percent_complete: 0,
    blocked_reason: '',
    checklist_done: 0,
    checklist_total: 0,
    comment_count: 0,
    subtask_count: 0,
    version: 0,
    created_at: now,
    updated_at: now,
    archived_at: null,
    description: '',
  };
}

function effectOfReport(report: NewReport): Partial<StoredTask> {
  const percent = report.percent ?? (report.state === 'done' ? 100 : undefined);
  return {
    ...(percent !== undefined && { percent_complete: percent }),
    ...(report.state && { status: STATE_STATUS[report.state] }),
    ...(report.forecast_finish !== undefined && { forecast_finish: report.forecast_finish }),
    ...(report.state === 'blocked' && { blocked_reason: report.note ?? '' }),
  };
}

export function taskCommands(writer: Writer, myId: string) {
  const { layer } = writer;

  function columnsOf(projectId: string) {
    return [...layer.table('column').values()]
      .filter((column) => column.project_id === projectId)
      .sort((a, b) => (a.position < b.position ? -1 : 1));
  }

  function lastRank(columnId: string): string | null {
    const cards = [...layer.table('task').values()].filter((task) => task.column_id === columnId && task.archived_at === null);
    return cards.sort(compareByRank).at(-1)?.rank ?? null;
  }

  function rankOf(taskId: string | null): string | null {
    return taskId === null ? null : (layer.table('task').get(taskId)?.rank ?? null);
  }

  return {
    /** Returns the id, so that the new task can be opened at once. */
    createTask(projectId: string, task: NewTask): string {
      const id = writer.newId();
      const columns = columnsOf(projectId);
      const column = columns.find((candidate) => candidate.id === task.column_id) ?? columns[0];
      const card: Task = {
        ...blankTask(projectId, id, writer.now()),
        ...task,
        column_id: column?.id ?? '',
        status: column?.status ?? 'open',
        rank: rankBetween(lastRank(column?.id ?? ''), null),
      };
      writer.submit({
        kind: 'task.create',
        request: { method: 'POST', path: `/projects/${projectId}/tasks`, body: { id, ...task } },
        effects: [create('task', card)],
        target: { type: 'task', id, fields: [] },
      });
      return id;
    },

    updateTask(taskId: string, changes: TaskChanges): void {
      writer.submit({
        kind: 'task.update',
        request: { method: 'PATCH', path: `/tasks/${taskId}`, body: { ...changes } },
        effects: [merge('task', taskId, changes)],
        target: { type: 'task', id: taskId, fields: Object.keys(changes) },
      });
    },

    moveTask(taskId: string, { column_id, after_id, before_id }: Place): void {
      const column = layer.table('column').get(column_id);
      const rank = rankBetween(rankOf(after_id), rankOf(before_id));
      writer.submit({
        kind: 'task.move',
        request: { method: 'POST', path: `/tasks/${taskId}/move`, body: { column_id, after_id, before_id } },
        effects: [merge('task', taskId, { column_id, rank, ...(column && { status: column.status }) })],
        target: { type: 'task', id: taskId, fields: ['column_id'] },
      });
    },

    archiveTask(taskId: string): void {
      writer.submit({
        kind: 'task.archive',
        request: { method: 'POST', path: `/tasks/${taskId}/archive`, body: null },
        effects: [merge('task', taskId, { archived_at: writer.now() })],
      });
    },

    restoreTask(taskId: string): void {
      writer.submit({
        kind: 'task.restore',
        request: { method: 'POST', path: `/tasks/${taskId}/restore`, body: null },
        effects: [merge('task', taskId, { archived_at: null })],
      });
    },

    /** Progress in the member's own ledger; needs no right on the plan. */
    reportProgress(taskId: string, report: NewReport): void {
      const shown: ProgressReport = {
        id: writer.newId(),
        task_id: taskId,
        member_id: myId,
        percent: report.percent ?? null,
        state: report.state ?? null,
        forecast_finish: report.forecast_finish ?? null,
        note: report.note ?? '',
        created_at: writer.now(),
        retracted_at: null,
      };
      const body = { ...report };
      writer.submit({
        kind: 'task.report',
        request: { method: 'POST', path: `/tasks/${taskId}/reports`, body },
        effects: [merge('task', taskId, effectOfReport(report)), create('progress_report', shown)],
      });
    },
  };
}

