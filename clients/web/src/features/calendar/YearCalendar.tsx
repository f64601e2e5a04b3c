/** The days of a year: official, and as the organization has them. */

import type { CalendarDay } from '@quncheng/api';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';

import { useIsPhone } from '../../app/screen-size.ts';
import { useWords } from '../../app/words.ts';
import { useMe } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Button, ErrorState, IconButton, Skeleton } from '../../ui/index.ts';
import styles from './calendar.module.css';
import { DayForm } from './DayForm.tsx';
import { Month } from './Month.tsx';
import { yearGrids, type DayCell } from './months.ts';
import type { CalendarChanging } from './use-calendar-change.ts';

const KINDS = ['day_off', 'makeup_workday'] as const satisfies readonly CalendarDay['kind'][];

interface YearCalendarProps {
  readonly changing: CalendarChanging;
  readonly onLoadNotice: () => void;
}

export function YearCalendar({ changing, onLoadNotice }: YearCalendarProps) {
  const t = useWords();
  const { member, organization } = useMe();
  const [year, setYear] = useState(Number(organization.today.slice(0, 4)));
  const answer = useAnswer('GET /organization/calendar', { query: { year } });
  const months = useMemo(() => yearGrids(year, answer.data?.days ?? []), [year, answer.data]);
  const [edited, setEdited] = useState<DayCell | null>(null);
  const mayEdit = member.role === 'admin';
  const monthsRef = useThisMonthInSight(answer.data !== undefined);
  return (
    <>
      <div className={styles.intro}>
        <div className={styles.years}>
          <IconButton label={t('calendar.previous_year')} onClick={() => setYear(year - 1)}>
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <span className={styles.year} aria-live="polite">
            {t('calendar.year', { year })}
          </span>
          <IconButton label={t('calendar.next_year')} onClick={() => setYear(year + 1)}>
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </div>
        <p className={styles.note}>{mayEdit ? t('calendar.note') : t('calendar.read_only')}</p>
        <p className={styles.legend}>
          {KINDS.map((kind) => (
            <span key={kind}>
              <span className={styles.swatch} data-kind={kind} />
              {t(`calendar.${kind}`)}
            </span>
          ))}
        </p>
      </div>
      {answer.data?.published === false && (
        <div className={styles.warning}>
          <p>{t('calendar.unpublished', { year })}</p>
          {mayEdit && (
            <Button size="small" onClick={onLoadNotice}>
              {t('calendar.notice')}
            </Button>
          )}
        </div>
      )}
      {answer.isPending && <Skeleton lines={10} />}
      {answer.isError && answer.data === undefined && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.data !== undefined && (
        <div ref={monthsRef} className={styles.months}>
          {months.map((month) => (
            <Month key={month.month} month={month} today={organization.today} onPick={mayEdit ? setEdited : null} />
          ))}
        </div>
      )}
      {edited !== null && <DayForm day={edited} changing={changing} onClose={() => setEdited(null)} />}
    </>
  );
}

/** On the phone a year is long: it opens at the month of today, once. */
function useThisMonthInSight(isDrawn: boolean) {
  const isPhone = useIsPhone();
  const monthsRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isDrawn && isPhone)
      monthsRef.current?.querySelector('[data-today="true"]')?.closest('section')?.scrollIntoView();
  }, [isDrawn, isPhone]);
  return monthsRef;
}
