import { createTranslate, zh } from '@quncheng/i18n';
import type { MovedTask, PlanImpact } from '@quncheng/api';
import { expect, test } from 'vitest';

import { tellConsequences } from './consequences.ts';

const NOTHING: PlanImpact = { moved: [], old_finish: '2026-12-10', new_finish: '2026-12-10', overloads: [], conflicts: [], affected_member_ids: [], finish_workdays: 0 };
const NAMES = { memberName: () => '王强', day: (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` };

function moved(workdays: number, fields: Partial<MovedTask> = {}): MovedTask {
  return {
    task_id: 'a', number: 1, title: '上线', assignee_id: null, old_start: null, old_finish: null, new_start: null, new_finish: null,
    workdays, is_milestone: false, is_edited: false, reason: null, reason_id: null, ...fields,
  };
}

function tell(found: Partial<PlanImpact>) {
  return tellConsequences(createTranslate(zh), { ...NOTHING, ...found }, NAMES);
}

const MILESTONE = { is_milestone: true };

test('the task somebody moves is no consequence', () => {
  expect(tell({ moved: [moved(2, { is_edited: true })] })).toEqual(['不影响其他任务']);
});

test('moved tasks, milestones, the end, overloads and conflicts, in this order', () => {
  const found = tell({
    moved: [moved(2, { is_edited: true }), moved(3), moved(1, MILESTONE), moved(-1)],
    new_finish: '2026-12-11',
    overloads: [{ member_id: 'wang', on: '2026-11-28', minutes_over: 60 }],
    conflicts: [{ kind: 'deadline', task_id: 'a', title: '', days: 1, predecessor_id: null }],
  });
  expect(found).toEqual(['2 项任务后移', '1 项任务前移', '里程碑“上线”+1 天', '项目完成 12/10 → 12/11', '王强 11/28 超载', '1 处冲突']);
});

test('at most two milestones and two overloads are told', () => {
  const overload = { member_id: 'wang', on: '2026-11-28', minutes_over: 60 };
  expect(tell({ moved: [moved(1, MILESTONE), moved(2, MILESTONE), moved(3, MILESTONE)], overloads: [overload, overload, overload] })).toEqual([
    '3 项任务后移', '里程碑“上线”+1 天', '里程碑“上线”+2 天', '王强 11/28 超载', '王强 11/28 超载',
  ]);
});
