/** What a change of the plan brings with it beyond what was asked for. */

import type { MovedTask, PlanImpact } from '@quncheng/api';

/** Those that come to other days; an hour more or less is no move to people. */
export function movesIn(impact: PlanImpact): readonly MovedTask[] {
  return impact.moved.filter((moved) => moved.old_start !== moved.new_start || moved.old_finish !== moved.new_finish);
}

/** Whether there is anything to show before it is done; whoever changes a task knows that it moves. */
export function hasConsequences(impact: PlanImpact): boolean {
  const isEndMoved = impact.old_finish !== null && impact.old_finish !== impact.new_finish;
  const hasFollowers = movesIn(impact).some((moved) => !moved.is_edited);
  return hasFollowers || isEndMoved || impact.conflicts.length > 0 || impact.overloads.length > 0;
}
