/** A week of the calendar: its days, and the bars of its tasks in lanes; on the phone only how many there are. */

import { isFinished, isOverdue } from '@quncheng/domain';
import { useMemo } from 'react';

import { useOpenTaskPanel } from '../../app/task-panel.ts';
import { useIsPhone } from '../../app/screen-size.ts';
import { useWords } from '../../app/words.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { useDays } from '../task/use-days.ts';
import { daysOfWeek, layoutWeek, type Bar } from './layout.ts';
import styles from './schedule.module.css';
import type { CalendarView } from './TaskCalendar.tsx';
import type { DayMark } from './use-day-marks.ts';

const LANES_SHOWN: Readonly<Record<CalendarView, number>> = { month: 3, week: 40 };

interface WeekRowProps {
  readonly monday: string;
  /** Days of other months are paler. */
  readonly month: string;
  readonly view: CalendarView;
  readonly tasks: readonly StoredTask[];
  readonly day: string;
  readonly markOf: (day: string) => DayMark;
  readonly onDay: (day: string) => void;
}

export function WeekRow({ monday, month, view, tasks, day, markOf, onDay }: WeekRowProps) {
  const t = useWords();
  const days = useDays();
  const isPhone = useIsPhone();
  const bars = useMemo(() => layoutWeek(tasks, monday), [tasks, monday]);
  return (
    <tr>
      {daysOfWeek(monday).map((one, weekday) => {
        const mark = markOf(one);
        const here = bars.filter((bar) => weekday >= bar.weekday && weekday < bar.weekday + bar.length);
        const hidden = here.filter(({ lane }) => lane >= LANES_SHOWN[view]).length;
        return (
          <td key={one} data-off={mark.isOff} data-other={view === 'month' && !one.startsWith(month)}>
            <button
              type="button"
              className={styles.day}
              data-day={one}
              data-today={one === days.today}
              tabIndex={one === day ? 0 : -1}
              aria-pressed={one === day}
              aria-label={t('schedule.tasks_on', { day: `${days.formatDate(one)} ${mark.name}`.trim(), count: here.length })}
              onClick={() => onDay(one)}
            >
              <span>{Number(one.slice(8))}</span>
              {mark.isMakeup && <small data-kind="makeup">{t('calendar.work_mark')}</small>}
              {mark.isOff && mark.name !== '' && <small>{isPhone ? t('calendar.off_mark') : mark.name}</small>}
              {isPhone && here.length > 0 && <span className={styles.dots}>{'•'.repeat(Math.min(here.length, 3))}</span>}
            </button>
            {!isPhone && <DayBars bars={here} weekday={weekday} lanes={LANES_SHOWN[view]} today={days.today} />}
            {!isPhone && hidden > 0 && <p className={styles.more}>{t('schedule.more', { count: hidden })}</p>}
          </td>
        );
      })}
    </tr>
  );
}

interface DayBarsProps {
  readonly bars: readonly Bar<StoredTask>[];
  readonly weekday: number;
  readonly lanes: number;
  readonly today: string;
}

/** Each bar is drawn once in a week, by its first day, and reaches over the others. */
function DayBars({ bars, weekday, lanes, today }: DayBarsProps) {
  const openTask = useOpenTaskPanel();
  const shown = bars.filter(({ lane }) => lane < lanes);
  const height = Math.max(0, ...shown.map(({ lane }) => lane + 1));
  return (
    <div className={styles.lanes} style={{ height: `calc(${height} * var(--lane))` }}>
      {shown
        .filter((bar) => bar.weekday === weekday)
        .map(({ task, length, lane, isStart, isEnd }) => (
          <button
            key={task.id}
            type="button"
            className={styles.bar}
            data-status={isFinished(task) ? 'done' : isOverdue(task, today) ? 'overdue' : task.status}
            data-milestone={task.kind === 'milestone'}
            data-start={isStart}
            data-end={isEnd}
            style={{ top: `calc(${lane} * var(--lane))`, width: `calc(${length * 100}% + ${length - 1}px)` }}
            onClick={() => openTask(task.id)}
          >
            {task.kind === 'milestone' && <span aria-hidden="true">◆ </span>}
            {task.title}
          </button>
        ))}
    </div>
  );
}
