import type { Dependency } from '@quncheng/api';
import { createChart } from '@quncheng/gantt';
import { expect, test } from 'vitest';

import { planOf, planTask } from '../../../../packages/gantt/test/plans.ts';
import type { StoredTask } from '../../data/store-types.ts';
import { datesOf, mayEditCell } from './columns.ts';
import { planFromStore, withLiveFields } from './shown-plan.ts';
import { proposeEdit } from './use-cell-edits.ts';

function storedTask(id: string, fields: Partial<StoredTask> = {}): StoredTask {
  return {
    id, project_id: 'p', number: 1, title: id, kind: 'task', status: 'open', priority: 'medium', assignee_id: null, collaborator_ids: [], watcher_ids: [],
    parent_id: null, column_id: 'c', rank: id, tags: [], duration_days: 1, not_before: null, planned_start: '2026-11-25', planned_finish: '2026-11-25',
    due_date: null, due_time: null, forecast_finish: null, actual_start: null, actual_finish: null, percent_complete: 0, blocked_reason: '',
    checklist_done: 0, checklist_total: 0, comment_count: 0, subtask_count: 0, version: 1, created_at: '', updated_at: '', archived_at: null, ...fields,
  } as StoredTask;
}

test('a title changed on this device shows at once; everything else stays the same object', () => {
  const plan = planOf([planTask('copy'), planTask('draft')]);
  const shown = withLiveFields(plan, [storedTask('copy', { title: '文案' }), storedTask('draft')]);
  expect(shown.tasks.map(({ title }) => title)).toEqual(['文案', 'draft']);
  expect(shown.tasks[1]).toBe(plan.tasks[1]);
  expect(withLiveFields(plan, [storedTask('copy'), storedTask('draft')])).toBe(plan);
});

test('without a server the plan is what the device knows, and cannot be changed', () => {
  const dependency = { id: 'd', project_id: 'p', predecessor_id: 'copy', successor_id: 'draft', type: 'SS' } as Dependency;
  const plan = planFromStore({ tasks: [storedTask('copy'), storedTask('draft', { planned_finish: '2026-11-27' })], dependencies: [dependency], today: '2026-11-23' });
  const chart = createChart(plan);
  expect(chart.links).toEqual([{ id: 'd', from: 0, to: 1, type: 'SS' }]);
  expect(datesOf(chart, 1)).toEqual({ start: '2026-11-25', finish: '2026-11-27' });
  expect(plan.abilities).toEqual({});
});

test('a typed date or duration is a proposal; the same, a wrong or an empty one is none', () => {
  const chart = createChart(planOf([planTask('copy', { planned_start: '2026-11-25', planned_finish: '2026-11-27' })]));
  const none = { links: { added: [], removed: [] } };
  expect(proposeEdit(chart, 0, 'finish', '2026-12-01')?.changes).toEqual({ changes: [{ task_id: 'copy', finish: '2026-12-01' }], ...none });
  expect(proposeEdit(chart, 0, 'duration', '5')?.changes).toEqual({ changes: [{ task_id: 'copy', duration_days: 5 }], ...none });
  expect([proposeEdit(chart, 0, 'start', '2026-11-25'), proposeEdit(chart, 0, 'start', ''), proposeEdit(chart, 0, 'duration', '0'), proposeEdit(chart, 0, 'duration', '2.3')]).toEqual([null, null, null, null]);
});

test('dates of a summary and the duration of a milestone are not typed', () => {
  const chart = createChart(planOf([planTask('a'), planTask('a1', { parent_id: 'a' }), planTask('m', { kind: 'milestone' })]));
  expect([0, 1, 2].map((task) => mayEditCell(chart, task, 'start'))).toEqual([false, true, true]);
  expect([0, 1, 2].map((task) => mayEditCell(chart, task, 'duration'))).toEqual([false, true, false]);
  expect(mayEditCell(chart, 0, 'title')).toBe(true);
});
