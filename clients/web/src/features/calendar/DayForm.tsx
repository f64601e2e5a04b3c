/** What one day is in this organization. */

import type { CalendarDay } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, Dialog, Select, TextField } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import styles from './calendar.module.css';
import type { DayCell } from './months.ts';
import type { CalendarChanging } from './use-calendar-change.ts';

const KINDS = ['workday', 'day_off', 'makeup_workday'] as const satisfies readonly CalendarDay['kind'][];

interface DayFormProps {
  readonly day: DayCell;
  readonly changing: CalendarChanging;
  readonly onClose: () => void;
}

export function DayForm({ day, changing, onClose }: DayFormProps) {
  const t = useWords();
  const days = useDays();
  const [kind, setKind] = useState<CalendarDay['kind']>(day.kind);
  const [name, setName] = useState(day.name);
  const ask = async (isWorkday: boolean | null): Promise<void> => {
    const own = { on: day.date, is_workday: isWorkday, name: isWorkday === null ? '' : name.trim() };
    if (await changing.ask({ owner: 'organization', days: [own] })) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('calendar.edit', { day: days.formatDate(day.date) })}
      footer={
        <>
          {day.isSpecial && (
            <Button disabled={changing.isBusy} onClick={() => void ask(null)}>
              {t('calendar.reset')}
            </Button>
          )}
          <Button tone="primary" isBusy={changing.isBusy} onClick={() => void ask(kind !== 'day_off')}>
            {t('calendar.see_consequences')}
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
