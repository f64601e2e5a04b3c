/** The working hours of a week, and a form to change them. */

import type { WorkCalendar } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, Dialog, TextField } from '../../ui/index.ts';
import { CalendarSection } from './CalendarSection.tsx';
import styles from './calendar.module.css';
import { formatHours, parseHours, type WeekHours } from './hours.ts';
import type { CalendarChanging } from './use-calendar-change.ts';
import { WEEKDAY_WORDS } from './weekdays.ts';

interface HoursSectionProps {
  readonly calendar: WorkCalendar;
  readonly changing: CalendarChanging;
}

export function HoursSection({ calendar, changing }: HoursSectionProps) {
  const t = useWords();
  const [isEditing, setIsEditing] = useState(false);
  const { owner, owner_id, weekly } = calendar;
  return (
    <CalendarSection
      title={t('calendar.hours')}
      note={t(calendar.is_own_week ? 'calendar.hours_own' : 'calendar.hours_above')}
      tools={
        calendar.may_edit && (
          <>
            {calendar.is_own_week && (
              <Button size="small" isBusy={changing.isBusy} onClick={() => void changing.ask({ owner, owner_id, weekly: null })}>
                {t('calendar.hours_follow')}
              </Button>
            )}
            <Button size="small" onClick={() => setIsEditing(true)}>
              {t('calendar.hours_edit')}
            </Button>
          </>
        )
      }
    >
      <dl className={styles.hours}>
        {WEEKDAY_WORDS.map((word, weekday) => (
          <div key={word} data-free={(weekly[weekday] ?? []).length === 0}>
            <dt>{t(word)}</dt>
            <dd>{formatHours(weekly[weekday] ?? []) || t('calendar.free')}</dd>
          </div>
        ))}
      </dl>
      {isEditing && (
        <HoursForm
          weekly={weekly}
          isBusy={changing.isBusy}
          onClose={() => setIsEditing(false)}
          onSubmit={(week) => void changing.ask({ owner, owner_id, weekly: week }).then((isAsked) => isAsked && setIsEditing(false))}
        />
      )}
    </CalendarSection>
  );
}

interface HoursFormProps {
  readonly weekly: WeekHours;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onSubmit: (week: WeekHours) => void;
}

function HoursForm({ weekly, isBusy, onClose, onSubmit }: HoursFormProps) {
  const t = useWords();
  const [texts, setTexts] = useState(() => WEEKDAY_WORDS.map((_word, weekday) => formatHours(weekly[weekday] ?? [])));
  const [isTried, setIsTried] = useState(false);
  const read = texts.map(parseHours);
  const isFree = read.every((hours) => hours?.length === 0);
  const submit = (): void => {
    setIsTried(true);
    const week = read.filter((hours) => hours !== null);
    if (week.length === read.length && !isFree) onSubmit(week);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('calendar.hours_edit')}
      description={t('calendar.hours_note')}
      footer={
        <Button tone="primary" isBusy={isBusy} onClick={submit}>
          {t('calendar.see_consequences')}
        </Button>
      }
    >
      <div className={styles.week}>
        {WEEKDAY_WORDS.map((word, weekday) => (
          <TextField
            key={word}
            label={t(word)}
            value={texts[weekday] ?? ''}
            placeholder={t('calendar.free')}
            error={isTried && read[weekday] === null ? t('calendar.hours_invalid') : null}
            onChange={(text) => setTexts(texts.map((old, index) => (index === weekday ? text : old)))}
          />
        ))}
        {isTried && isFree && <p role="alert">{t('calendar.hours_none')}</p>}
      </div>
    </Dialog>
  );
}
