/** The order of members, and how much each has on the table. */

import type { CardTask, ProjectRole } from '@quncheng/api';
import { isFinished } from '@quncheng/domain';

import type { ProjectMember } from '../../data/hooks.ts';

const BY_NAME = new Intl.Collator('zh-CN');
const ROLE_ORDER: Readonly<Record<ProjectRole, number>> = { manager: 0, member: 1, viewer: 2 };

export function sortMembers(memberships: readonly ProjectMember[]): ProjectMember[] {
  return memberships
    .filter(({ member }) => member.is_active)
    .sort(
      (one, other) =>
        ROLE_ORDER[one.role] - ROLE_ORDER[other.role] || BY_NAME.compare(one.member.name, other.member.name),
    );
}

export function countOpenTasks(tasks: readonly CardTask[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const task of tasks) {
    if (task.assignee_id === null || isFinished(task)) continue;
    counts.set(task.assignee_id, (counts.get(task.assignee_id) ?? 0) + 1);
  }
  return counts;
}
