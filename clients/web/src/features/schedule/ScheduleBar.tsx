/** Which month or week is shown, and in which of the views. */

import { addDays } from '@quncheng/domain';
import { ChevronLeft, ChevronRight } from 'lucide-react';

import { useWords } from '../../app/words.ts';
import { Button, IconButton, Segmented } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import { firstOfMonth, mondayOf } from './layout.ts';
import styles from './schedule.module.css';

export type ScheduleView = 'month' | 'week' | 'milestones';

interface ScheduleBarProps {
  readonly views: readonly ScheduleView[];
  readonly view: ScheduleView;
  readonly day: string;
  readonly onView: (view: ScheduleView) => void;
  readonly onDay: (day: string) => void;
}

export function ScheduleBar({ views, view, day, onView, onDay }: ScheduleBarProps) {
  const t = useWords();
  const days = useDays();
  const step = (count: number): void => onDay(view === 'week' ? addDays(day, 7 * count) : firstOfMonth(day, count));
  const monday = mondayOf(day);
  return (
    <div className={styles.toolbar}>
      <Segmented
        label={t('schedule.view')}
        value={view}
        choices={views.map((value) => ({ value, label: t(`schedule.${value}`) }))}
        onChange={onView}
      />
      {view !== 'milestones' && (
        <div className={styles.stepper}>
          <IconButton label={t('schedule.previous')} onClick={() => step(-1)}>
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <span className={styles.period} aria-live="polite">
            {view === 'month'
              ? t('schedule.month_title', { year: day.slice(0, 4), month: Number(day.slice(5, 7)) })
              : t('schedule.week_title', { first: days.formatShort(monday), last: days.formatShort(addDays(monday, 6)) })}
          </span>
          <IconButton label={t('schedule.next')} onClick={() => step(1)}>
            <ChevronRight aria-hidden="true" />
          </IconButton>
          <Button size="small" onClick={() => onDay(days.today)}>
            {t('schedule.today')}
          </Button>
        </div>
      )}
    </div>
  );
}
