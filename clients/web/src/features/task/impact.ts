/** What a change of the plan brings with it beyond what was asked for. */

import type { PlanImpact } from '@quncheng/api';

/** Whether there is anything to show before it is done; whoever changes a task knows that it moves. */
export function hasConsequences(impact: PlanImpact): boolean {
  const isEndMoved = impact.old_finish !== null && impact.old_finish !== impact.new_finish;
  const hasFollowers = impact.moved.some((moved) => !moved.is_edited);
  return hasFollowers || isEndMoved || impact.conflicts.length > 0 || impact.overloads.length > 0;
}
