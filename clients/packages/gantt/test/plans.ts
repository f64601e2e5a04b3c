/** Plans for tests: small ones written by hand, and a large one from a fixed seed. */
import type { DependencyType, Plan, PlanLink, PlanTask } from '@quncheng/api';
import { createWorkDays } from '../src/work-days.ts';
import { formatIsoDay, parseDay } from '../src/days.ts';

/** Monday. */
export const TODAY = '2026-11-23';
const CALENDAR: Plan['calendar'] = {
  weekly: [true, true, true, true, true, false, false],
  days: [
    { date: '2026-12-05', kind: 'makeup_workday', name: '元旦调休' },
    { date: '2027-01-01', kind: 'day_off', name: '元旦' },
  ],
};

export function planTask(id: string, fields: Partial<PlanTask> = {}): PlanTask {
  return {
    id,
    number: 1,
    title: id,
    kind: 'task',
    status: 'open',
    parent_id: null,
    assignee_id: null,
    priority: 'medium',
    duration_days: 1,
    is_manual: false,
    is_summary: false,
    constraint_type: null,
    constraint_on: null,
    deadline: null,
    effort_hours: null,
    planned_start: null,
    planned_finish: null,
    planned_start_minute: null,
    planned_finish_minute: null,
    forecast_start: null,
    forecast_finish: null,
    actual_start: null,
    actual_finish: null,
    percent_complete: 0,
    total_float: null,
    is_critical: false,
    rank: id,
    version: 1,
    ...fields,
  };
}

/** "FS": `a` is finished before `b` starts. */
export function planLink(a: string, type: DependencyType, b: string): PlanLink {
  return { id: `${a}-${b}`, predecessor_id: a, successor_id: b, type, lag: 0, lag_unit: 'day' };
}

export function planOf(tasks: readonly PlanTask[], links: readonly PlanLink[] = []): Plan {
  return {
    version: 1,
    today: TODAY,
    starts_on: TODAY,
    finishes_on: null,
    planned_finish: null,
    forecast_finish: null,
    calendar: CALENDAR,
    unpublished_years: [],
    tasks,
    links,
    baseline: null,
    conflicts: [],
    abilities: { edit_plan: true },
  };
}

/** mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TYPES: readonly DependencyType[] = ['FS', 'FS', 'FS', 'FS', 'SS', 'FF', 'SF'];
const WORKS = ['需求梳理', '方案评审', '视觉初稿', '文案撰写', '接口开发', '联调测试', '物料采购', '现场搭建', '彩排', '验收'];
const TASKS_PER_SUMMARY = 25;

/** Summaries of 24 tasks each, links mostly to the near ones, a milestone at the end of every fourth summary. */
export function largePlan(taskCount = 5_000, linkCount = 4_800, seed = 20_261_122): Plan {
  const chance = random(seed);
  const workDays = createWorkDays(CALENDAR);
  const tasks: PlanTask[] = [];
  for (let index = 0; index < taskCount; index += 1) {
    const group = Math.floor(index / TASKS_PER_SUMMARY);
    const place = index % TASKS_PER_SUMMARY;
    const isSummary = place === 0;
    const isMilestone = place === TASKS_PER_SUMMARY - 1 && group % 4 === 3;
    const first = workDays.onOrAfter(parseDay('2026-09-01') + group * 3 + place * 2 + Math.floor(chance() * 5));
    const duration = isMilestone ? 1 : 1 + Math.floor(chance() * 8);
    const finish = workDays.add(first, duration - 1);
    const percent = finish < parseDay(TODAY) ? 100 : Math.floor(chance() * 60);
    tasks.push(
      planTask(`t${index}`, {
        number: index + 1,
        title: isSummary ? `第 ${group + 1} 阶段` : `${WORKS[Math.floor(chance() * WORKS.length)] ?? ''} ${index + 1}`,
        kind: isMilestone ? 'milestone' : 'task',
        status: percent === 100 ? 'done' : percent > 0 ? 'in_progress' : 'open',
        parent_id: isSummary ? null : `t${group * TASKS_PER_SUMMARY}`,
        assignee_id: isSummary ? null : `m${Math.floor(chance() * 12)}`,
        duration_days: duration,
        planned_start: formatIsoDay(first),
        planned_finish: formatIsoDay(finish),
        forecast_start: formatIsoDay(first),
        forecast_finish: formatIsoDay(workDays.add(finish, Math.floor(chance() * 3))),
        percent_complete: percent,
        total_float: Math.floor(chance() * 10),
        is_critical: chance() < 0.1,
        rank: String(index).padStart(5, '0'),
      }),
    );
  }
  return planOf(tasks, largeLinks(tasks, linkCount, chance));
}

function largeLinks(tasks: readonly PlanTask[], count: number, chance: () => number): readonly PlanLink[] {
  const links = new Map<string, PlanLink>();
  while (links.size < count) {
    const from = Math.floor(chance() * (tasks.length - 30));
    const to = from + 1 + Math.floor(chance() * 25);
    if (from % TASKS_PER_SUMMARY === 0 || to % TASKS_PER_SUMMARY === 0) continue;
    const link = planLink(`t${from}`, TYPES[Math.floor(chance() * TYPES.length)] ?? 'FS', `t${to}`);
    links.set(link.id, link);
  }
  return [...links.values()];
}
