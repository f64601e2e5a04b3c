/** Tasks in a month or a week. The days are one stop of the Tab key; arrows go from day to day. */

import { addDays } from '@quncheng/domain';
import { useEffect, useRef, type KeyboardEvent } from 'react';

import { useIsPhone } from '../../app/screen-size.ts';
import { useWords } from '../../app/words.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { WEEKDAY_WORDS } from '../calendar/weekdays.ts';
import { DayTasks } from './DayTasks.tsx';
import { daysOfWeek, firstOfMonth, mondayOf, weeksOfMonth } from './layout.ts';
import styles from './schedule.module.css';
import { useDayMarks } from './use-day-marks.ts';
import { WeekRow } from './WeekRow.tsx';

export type CalendarView = 'month' | 'week';

interface TaskCalendarProps {
  readonly view: CalendarView;
  readonly tasks: readonly StoredTask[];
  /** The day in focus; its month or week is shown. */
  readonly day: string;
  readonly onDay: (day: string) => void;
}

export function TaskCalendar({ view, tasks, day, onDay }: TaskCalendarProps) {
  const t = useWords();
  const isPhone = useIsPhone();
  const markOf = useDayMarks(Number(day.slice(0, 4)));
  const { gridRef, handleKeyDown } = useDayKeys(view, day, onDay);
  if (view === 'week' && isPhone) {
    return (
      <div className={styles.agenda}>
        {daysOfWeek(mondayOf(day)).map((one) => (
          <DayTasks key={one} day={one} tasks={tasks} mark={markOf(one)} />
        ))}
      </div>
    );
  }
  const mondays = view === 'week' ? [mondayOf(day)] : weeksOfMonth(day);
  return (
    <>
      <table ref={gridRef} className={styles.grid} data-view={view} onKeyDown={handleKeyDown}>
        <thead>
          <tr>
            {WEEKDAY_WORDS.map((word) => (
              <th key={word} scope="col" abbr={t(word)}>
                {t(isPhone ? `${word}_short` : word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mondays.map((monday) => (
            <WeekRow key={monday} monday={monday} month={day.slice(0, 7)} view={view} tasks={tasks} day={day} markOf={markOf} onDay={onDay} />
          ))}
        </tbody>
      </table>
      {view === 'month' && <DayTasks day={day} tasks={tasks} mark={markOf(day)} isLive />}
    </>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function useDayKeys(view: CalendarView, day: string, onDay: (day: string) => void) {
  const gridRef = useRef<HTMLTableElement>(null);
  const isByKey = useRef(false);
  useEffect(() => {
    if (isByKey.current) gridRef.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
    isByKey.current = false;
  }, [day]);
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['day'] === undefined) return;
    const next = stepOf(event.key, view, day);
    if (next === null) return;
    event.preventDefault();
    isByKey.current = true;
    onDay(next);
  };
  return { gridRef, handleKeyDown };
}

function stepOf(key: string, view: CalendarView, day: string): string | null {
  const step = STEPS[key];
  if (step !== undefined) return addDays(day, step);
  if (key === 'PageUp') return view === 'week' ? addDays(day, -7) : firstOfMonth(day, -1);
  if (key === 'PageDown') return view === 'week' ? addDays(day, 7) : firstOfMonth(day, 1);
  return null;
}
