/** Reports progress in two taps: how far, what changed, when it will be done, a few words. */

import type { ReportedState, TaskStatus } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import type { NewReport } from '../../data/commands/index.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { Button, DateField, Dialog, TextArea } from '../../ui/index.ts';
import styles from './task.module.css';

/** What can be said next, by where the task stands. */
const NEXT_STATES: Readonly<Record<TaskStatus, readonly ReportedState[]>> = {
  open: ['started', 'done', 'blocked'],
  in_progress: ['done', 'blocked', 'paused'],
  blocked: ['unblocked', 'done'],
  awaiting_acceptance: ['done', 'reopened'],
  done: ['reopened'],
  cancelled: ['reopened'],
};

interface ReportFormProps {
  readonly task: StoredTask;
  readonly onSubmit: (report: NewReport) => void;
  readonly onClose: () => void;
}

export function ReportForm({ task, onSubmit, onClose }: ReportFormProps) {
  const t = useWords();
  const [percent, setPercent] = useState(task.percent_complete);
  const [state, setState] = useState<ReportedState | null>(null);
  const [forecast, setForecast] = useState(task.forecast_finish);
  const [note, setNote] = useState('');
  const [isAskedAgain, setIsAskedAgain] = useState(false);

  const report: NewReport = {
    ...(percent !== task.percent_complete && state !== 'done' && { percent }),
    ...(state !== null && { state }),
    ...(forecast !== task.forecast_finish && forecast !== null && { forecast_finish: forecast }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
  const handleSubmit = (): void => {
    if (Object.keys(report).length === 0) {
      setIsAskedAgain(true);
      return;
    }
    onSubmit(report);
    onClose();
  };
  const handleState = (choice: ReportedState): void => {
    const next = choice === state ? null : choice;
    setState(next);
    setPercent(next === 'done' ? 100 : task.percent_complete);
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('report.title')}
      description={task.title}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" onClick={handleSubmit}>
            {t('report.submit')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <label>
          <span className={styles.label}>{t('report.how_far')}</span>
          <span className={styles.percent}>
            <input
              type="range"
              min={0}
              max={100}
              step={5}
              value={percent}
              onChange={(event) => setPercent(Number(event.target.value))}
            />
            <output>{percent}%</output>
          </span>
        </label>
        <div role="group" aria-label={t('report.state')}>
          <span className={styles.label}>{t('report.state')}</span>
          <div className={styles.choices}>
            {NEXT_STATES[task.status].map((choice) => (
              <button
                key={choice}
                type="button"
                className={styles.choice}
                aria-pressed={state === choice}
                onClick={() => handleState(choice)}
              >
                {t(`report.${choice}`)}
              </button>
            ))}
          </div>
        </div>
        {state !== 'done' && <DateField label={t('report.forecast')} value={forecast} onChange={setForecast} />}
        <TextArea
          label={t('report.note')}
          rows={2}
          maxLength={500}
          value={note}
          placeholder={state === 'blocked' ? t('report.blocked_placeholder') : t('report.note_placeholder')}
          error={isAskedAgain && Object.keys(report).length === 0 ? t('report.nothing') : null}
          onChange={setNote}
        />
      </div>
    </Dialog>
  );
}
