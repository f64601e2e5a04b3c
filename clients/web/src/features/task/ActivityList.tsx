/** What happened, newest first; more on demand. */

import type { Activity, Member } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { Avatar } from '../../ui/index.ts';
import styles from './task.module.css';
import { useDays } from './use-days.ts';

interface ActivityListProps {
  readonly activities: readonly Activity[];
  readonly members: ReadonlyMap<string, Member>;
}

export function ActivityList({ activities, members }: ActivityListProps) {
  const t = useWords();
  const days = useDays();
  return (
    <ul className={styles.history}>
      {activities.map((activity) => (
        <li key={activity.seq} className={styles.event}>
          <Avatar member={members.get(activity.actor_id ?? '') ?? null} size={20} isDecorative />
          <span className={styles.eventText}>
            {activity.text}
            <span className={styles.eventNote}>
              <time dateTime={activity.at}>{days.formatInstant(activity.at)}</time>
              {activity.source === 'chat' && ` · ${t('task.from_chat')}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
