import { createTranslate, zh } from '@quncheng/i18n';
import type { PlanConsequences, PlanMove } from '@quncheng/api';
import { expect, test } from 'vitest';

import { tellConsequences } from './consequences.ts';

const NOTHING: PlanConsequences = { moved: [], milestones: [], old_finish: '2026-12-10', new_finish: '2026-12-10', overloads: [], conflicts: [], affected_member_ids: [] };
const NAMES = { taskTitle: (id: string) => ({ launch: '上线' })[id] ?? '', memberName: () => '王强', day: (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` };

function moved(task_id: string, workdays: number): PlanMove {
  return { task_id, old_start: null, old_finish: null, new_start: null, new_finish: null, workdays, reason: '' };
}

function tell(found: Partial<PlanConsequences>) {
  return tellConsequences(createTranslate(zh), { ...NOTHING, ...found }, new Set(['own']), NAMES);
}

test('the task somebody moves is no consequence', () => {
  expect(tell({ moved: [moved('own', 2)] })).toEqual(['不影响其他任务']);
});

test('moved tasks, milestones, the end, overloads and conflicts, in this order', () => {
  const found = tell({
    moved: [moved('own', 2), moved('a', 1), moved('b', 3), moved('c', -1)],
    milestones: [moved('launch', 1)],
    new_finish: '2026-12-11',
    overloads: [{ member_id: 'wang', date: '2026-11-28', minutes_over: 60 }],
    conflicts: [{ kind: 'must_start_on', task_id: 'a' }],
  });
  expect(found).toEqual(['2 项任务后移', '1 项任务前移', '里程碑“上线”+1 天', '项目完成 12/10 → 12/11', '王强 11/28 超载', '1 处冲突']);
});

test('at most two milestones and two overloads are told', () => {
  const overload = { member_id: 'wang', date: '2026-11-28', minutes_over: 60 };
  expect(tell({ milestones: [moved('launch', -1), moved('launch', 1), moved('launch', 1)], overloads: [overload, overload, overload] })).toHaveLength(4);
});
