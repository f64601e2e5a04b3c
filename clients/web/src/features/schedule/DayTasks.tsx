/** What happens on one day. */

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useWords } from '../../app/words.ts';
import { useMembers, type StoredTask } from '../../data/hooks.ts';
import { Avatar, Cell, StatusBadge } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { spanOf, tasksOn } from './layout.ts';
import styles from './schedule.module.css';
import type { DayMark } from './use-day-marks.ts';

interface DayTasksProps {
  readonly day: string;
  readonly tasks: readonly StoredTask[];
  readonly mark: DayMark;
  /** It follows the day that is chosen. */
  readonly isLive?: boolean;
}

export function DayTasks({ day, tasks, mark, isLive = false }: DayTasksProps) {
  const t = useWords();
  const days = useDays();
  const members = useMembers();
  const openTask = useOpenTaskPanel();
  const found = tasksOn(tasks, day);
  return (
    <section className={styles.dayTasks} aria-live={isLive ? 'polite' : undefined}>
      <h2 data-off={mark.isOff}>
        {days.format(day)} {mark.name}
      </h2>
      {found.length === 0 ? (
        <p className={styles.nothing}>{t('schedule.nothing')}</p>
      ) : (
        <ul>
          {found.map((task) => {
            const span = spanOf(task);
            return (
              <Cell
                key={task.id}
                before={<Avatar member={members.get(task.assignee_id ?? '') ?? null} />}
                title={task.title}
                note={span === null ? '' : rangeOf(span.first, span.last, days.formatShort, (start, finish) => t('value.range', { start, finish }))}
                after={<StatusBadge status={task.status} />}
                onClick={() => openTask(task.id)}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}

function rangeOf(first: string, last: string, show: (day: string) => string, join: (start: string, finish: string) => string): string {
  return first === last ? show(last) : join(show(first), show(last));
}
