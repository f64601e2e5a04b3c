/** The last card of a column: a task whose column is chosen from a list goes behind it. */

import type { CardTask } from '@quncheng/api';
import { compareByRank } from '@quncheng/domain';

export function lastOf(tasks: readonly CardTask[], columnId: string): string | null {
  let last: CardTask | null = null;
  for (const task of tasks) {
    if (task.column_id === columnId && (last === null || compareByRank(task, last) > 0)) last = task;
  }
  return last?.id ?? null;
}
