/** What one day is in this organization. */

import type { CalendarDay } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { Button, Dialog, Select, showToast, TextField } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import styles from './calendar.module.css';
import type { DayCell } from './months.ts';

const KINDS = ['workday', 'day_off', 'makeup_workday'] as const satisfies readonly CalendarDay['kind'][];

interface DayFormProps {
  readonly day: DayCell;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function DayForm({ day, onClose, onSaved }: DayFormProps) {
  const t = useWords();
  const days = useDays();
  const { isBusy, perform } = useServerCall();
  const [kind, setKind] = useState<CalendarDay['kind']>(day.kind);
  const [name, setName] = useState(day.name);
  // A failure has been told in a toast; the calendar then shows the day as it is.
  const finish = (): void => {
    onSaved();
    onClose();
  };
  const save = async (): Promise<void> => {
    const answer = await perform('PUT /organization/calendar/{date}', {
      path: { date: day.date },
      body: { kind, name: name.trim() },
    });
    if (answer !== null) showToast(t('calendar.saved'));
    finish();
  };
  const reset = async (): Promise<void> => {
    await perform('DELETE /organization/calendar/{date}', { path: { date: day.date } });
    finish();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('calendar.edit', { day: days.formatDate(day.date) })}
      footer={
        <>
          {day.isSpecial && (
            <Button disabled={isBusy} onClick={() => void reset()}>
              {t('calendar.reset')}
            </Button>
          )}
          <Button tone="primary" isBusy={isBusy} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={t('calendar.kind')}
          value={kind}
          choices={KINDS.map((value) => ({ value, label: t(`calendar.${value}`) }))}
          onChange={setKind}
        />
        <TextField
          label={t('calendar.name')}
          maxLength={20}
          placeholder={t('calendar.name_placeholder')}
          value={name}
          onChange={setName}
        />
      </div>
    </Dialog>
  );
}
