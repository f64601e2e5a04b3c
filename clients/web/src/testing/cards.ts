/** Cards for tests: an open task of the project "p" that nobody has, unless something else is said. */
import type { CardTask } from '@quncheng/api';

const OPEN_TASK: CardTask = {
  id: '',
  project_id: 'p',
  number: 1,
  title: '',
  kind: 'task',
  status: 'open',
  column_id: 'todo',
  rank: 'a',
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
  version: 1,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  archived_at: null,
};

export function makeCard(fields: Partial<CardTask>): CardTask {
  return { ...OPEN_TASK, ...fields };
}
