/** The days of a notice as people say them: from one day to another. */

import type { OwnDay } from '@quncheng/api';
import { addDays } from '@quncheng/domain';

export interface NoticeRun {
  readonly first: string;
  readonly last: string;
  readonly name: string;
  readonly isWorkday: boolean;
}

export function runsOf(days: readonly OwnDay[]): readonly NoticeRun[] {
  const runs: NoticeRun[] = [];
  for (const { on, name, is_workday } of days) {
    const isWorkday = is_workday === true;
    const before = runs.at(-1);
    if (before !== undefined && before.name === name && before.isWorkday === isWorkday && addDays(before.last, 1) === on) {
      runs[runs.length - 1] = { ...before, last: on };
    } else {
      runs.push({ first: on, last: on, name, isWorkday });
    }
  }
  return runs;
}
