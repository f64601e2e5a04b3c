/** Small labels; a status is always text and colour, never colour alone. */
import type { Priority, TaskStatus } from '@quncheng/api';
import type { ReactNode } from 'react';
import { useWords } from '../app/words.ts';
import styles from './badge.module.css';
import { join } from './join.ts';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger';

const STATUS_TONES: Readonly<Record<TaskStatus, Tone>> = {
  open: 'neutral',
  in_progress: 'accent',
  blocked: 'danger',
  awaiting_acceptance: 'warn',
  done: 'ok',
  cancelled: 'neutral',
};
const PRIORITY_TONES: Readonly<Record<Priority, Tone>> = { high: 'danger', medium: 'neutral', low: 'neutral' };

export function Badge({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={join(styles['badge'], styles[tone])}>{children}</span>;
}

export function StatusBadge({ status }: { readonly status: TaskStatus }) {
  const t = useWords();
  return <Badge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Badge>;
}

export function PriorityBadge({ priority }: { readonly priority: Priority }) {
  const t = useWords();
  return <Badge tone={PRIORITY_TONES[priority]}>{t(`priority.${priority}`)}</Badge>;
}
