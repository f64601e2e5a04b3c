/** The Gantt picture that the chat gets too; it is drawn anew when a task changes. */

import { API_ROOT, type CardTask } from '@quncheng/api';
import { useMemo, useState } from 'react';

import { useWords } from '../../app/words.ts';
import { Block } from './Block.tsx';
import { latest } from './finish.ts';
import styles from './project.module.css';

interface PlanPictureProps {
  readonly projectId: string;
  readonly tasks: readonly CardTask[];
}

export function PlanPicture({ projectId, tasks }: PlanPictureProps) {
  const t = useWords();
  const hasPlan = useMemo(() => tasks.some((task) => task.planned_finish !== null), [tasks]);
  const stamp = useMemo(() => `${tasks.length}-${latest(tasks.map((task) => task.updated_at)) ?? ''}`, [tasks]);
  const [brokenStamp, setBrokenStamp] = useState<string | null>(null);
  // Offline there is no picture; the next change tries again.
  if (!hasPlan || brokenStamp === stamp) return null;
  const address = `${API_ROOT}/projects/${encodeURIComponent(projectId)}/gantt.svg?v=${encodeURIComponent(stamp)}`;
  return (
    <Block title={t('home.gantt')}>
      <a className={styles.picture} href={address} target="_blank" rel="noreferrer">
        <img src={address} alt={t('home.open_gantt')} loading="lazy" onError={() => setBrokenStamp(stamp)} />
      </a>
    </Block>
  );
}
