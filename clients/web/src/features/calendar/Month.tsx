/** One month as a table of weeks. */

import { useWords } from '../../app/words.ts';
import styles from './calendar.module.css';
import type { DayCell, MonthGrid } from './months.ts';
import { MONTH_WORDS, WEEKDAY_WORDS } from './weekdays.ts';

interface MonthProps {
  readonly month: MonthGrid;
  readonly today: string;
  readonly onPick: ((day: DayCell) => void) | null;
}

export function Month({ month, today, onPick }: MonthProps) {
  const t = useWords();
  return (
    <section className={styles.month}>
      <h2 className={styles.monthName}>{t(MONTH_WORDS[month.month - 1] ?? 'calendar.month_1')}</h2>
      <table>
        <thead>
          <tr>
            {WEEKDAY_WORDS.map((word) => (
              <th key={word} scope="col" abbr={t(word)}>
                {t(`${word}_short`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.weeks.map((week, index) => (
            <tr key={index}>
              {week.map((day, weekday) => (
                <td key={weekday}>{day !== null && <Day day={day} isToday={day.date === today} onPick={onPick} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DayProps {
  readonly day: DayCell;
  readonly isToday: boolean;
  readonly onPick: MonthProps['onPick'];
}

function Day({ day, isToday, onPick }: DayProps) {
  const t = useWords();
  const mark = !day.isSpecial
    ? null
    : day.kind === 'day_off'
      ? t('calendar.off_mark')
      : day.kind === 'makeup_workday'
        ? t('calendar.work_mark')
        : null;
  const meaning = day.isSpecial ? `${t(`calendar.${day.kind}`)} ${day.name}` : '';
  const shared = {
    className: styles.day,
    title: meaning === '' ? undefined : meaning,
    'data-kind': day.kind,
    'data-named': day.isSpecial,
    'data-today': isToday,
  };
  const body = (
    <>
      {day.dayOfMonth}
      {mark !== null && (
        <span className={styles.mark} aria-hidden="true">
          {mark}
        </span>
      )}
      {meaning !== '' && <span className="visually-hidden"> {meaning}</span>}
    </>
  );
  if (onPick === null) return <span {...shared}>{body}</span>;
  return (
    <button type="button" {...shared} onClick={() => onPick(day)}>
      {body}
    </button>
  );
}
