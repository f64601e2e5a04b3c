/** Finds tasks by what a person remembers: the number or a part of the title. */

import type { CardTask } from '@quncheng/api';

export function searchTasks(tasks: readonly CardTask[], text: string, most: number): readonly CardTask[] {
  const wanted = text.trim().toLowerCase();
  const number = /^#?(\d+)$/u.exec(wanted)?.[1];
  const exact = tasks.filter((task) => number !== undefined && String(task.number) === number);
  const byTitle = tasks.filter((task) => !exact.includes(task) && task.title.toLowerCase().includes(wanted));
  return [...exact, ...byTitle].slice(0, most);
}
