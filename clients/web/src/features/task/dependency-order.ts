/** Who comes after whom: a task that waits for another, however far, cannot come before it. */

import type { Dependency } from '@quncheng/api';

/** The task itself and all that wait for it, directly or through others. */
export function whoWaitsFor(taskId: string, dependencies: readonly Dependency[]): ReadonlySet<string> {
  const waiting = new Set([taskId]);
  const open = [taskId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { predecessor_id, successor_id } of dependencies) {
      if (predecessor_id !== id || waiting.has(successor_id)) continue;
      waiting.add(successor_id);
      open.push(successor_id);
    }
  }
  return waiting;
}
