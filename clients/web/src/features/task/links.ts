/** Addresses of tasks: short, and the same in the chat, on the phone and on the desktop. */

import type { CardTask, TaskReference } from '@quncheng/api';

type Addressed = Pick<CardTask, 'id' | 'number' | 'project_id'>;

/** What stands for a task in an address: its number, or its id until it has one. */
export function taskKey(task: Pick<CardTask | TaskReference, 'id' | 'number'>): string {
  return task.number === null ? task.id : String(task.number);
}

export function taskHref(task: Addressed): string {
  return `/p/${task.project_id}/t/${taskKey(task)}`;
}

export function isTaskKey(key: string, task: Pick<CardTask, 'id' | 'number'>): boolean {
  return key === task.id || (task.number !== null && key === String(task.number));
}
