/** The name of a new baseline, and the day whose plan it keeps. */
import { addDays } from '@quncheng/domain';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, DateField, Dialog, TextField } from '../../ui/index.ts';
import { useDays } from '../task/use-days.ts';
import styles from './gantt.module.css';

export type BaselineTime = 'now' | 'past';

interface BaselineDialogProps {
  readonly time: BaselineTime;
  readonly isBusy: boolean;
  readonly onSubmit: (name: string, asOf: string | null) => void;
  readonly onClose: () => void;
}

const FORM_ID = 'baseline';
const LONGEST_NAME = 60;

export function BaselineDialog({ time, isBusy, onSubmit, onClose }: BaselineDialogProps) {
  const t = useWords();
  const days = useDays();
  const yesterday = addDays(days.today, -1);
  const [typed, setTyped] = useState<string | null>(null);
  const [asOf, setAsOf] = useState<string | null>(null);
  const [isAskedAgain, setIsAskedAgain] = useState(false);
  const isDayMissing = time === 'past' && (asOf === null || asOf > yesterday);
  const day = time === 'past' ? asOf : days.today;
  const name = typed ?? (day === null ? '' : t('baseline.day_name', { day: days.formatDate(day) }));
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isDayMissing || name.trim() === '') setIsAskedAgain(true);
    else onSubmit(name.trim(), time === 'past' ? asOf : null);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(time === 'now' ? 'baseline.save_title' : 'baseline.past_title')}
      description={t('baseline.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={FORM_ID} tone="primary" disabled={isBusy}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={styles.form} onSubmit={handleSubmit}>
        {time === 'past' && (
          <DateField label={t('baseline.as_of')} value={asOf} max={yesterday} error={isAskedAgain && isDayMissing ? t('baseline.need_day') : null} onChange={setAsOf} />
        )}
        <TextField label={t('baseline.name')} maxLength={LONGEST_NAME} value={name} onChange={setTyped} />
      </form>
    </Dialog>
  );
}
