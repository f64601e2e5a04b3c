/** Why a task starts when it starts: a short chain of sentences, each about a task that can be opened. */

import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Button, ErrorState, Skeleton } from '../../ui/index.ts';
import { Section } from './Section.tsx';
import styles from './task.module.css';
import { useDays } from './use-days.ts';
import { tellReason } from './why-words.ts';

interface WhySectionProps {
  readonly taskId: string;
  readonly onOpen: (taskId: string) => void;
}

const FIRST_STEPS = 4;

export function WhySection({ taskId, onOpen }: WhySectionProps) {
  const t = useWords();
  const [isAsked, setIsAsked] = useState(false);
  if (isAsked) {
    return (
      <Section title={t('why.ask')}>
        <Steps taskId={taskId} onOpen={onOpen} />
      </Section>
    );
  }
  return (
    <p className={styles.ask}>
      <Button tone="quiet" size="small" onClick={() => setIsAsked(true)}>
        {t('why.ask')}
      </Button>
    </p>
  );
}

function Steps({ taskId, onOpen }: WhySectionProps) {
  const t = useWords();
  const days = useDays();
  const { data, error, refetch } = useAnswer('GET /tasks/{id}/why', { path: { id: taskId } });
  const [isLong, setIsLong] = useState(false);
  if (data === undefined && error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={2} />;
  if (data.steps.length === 0) return <p className={styles.none}>{t('why.none')}</p>;
  const shown = isLong ? data.steps : data.steps.slice(0, FIRST_STEPS);
  return (
    <>
      <ol className={styles.why}>
        {shown.map((step, index) => (
          <li key={step.task_id}>
            {step.task_id === taskId ? (
              <span className={styles.whyTask}>
                #{step.number} {step.title}
              </span>
            ) : (
              <button type="button" className={styles.whyTask} onClick={() => onOpen(step.task_id)}>
                #{step.number} {step.title}
              </button>
            )}{' '}
            {t('why.starts', { day: days.formatDate(step.planned_start) })}
            <p>{tellReason(t, step, data.steps[index + 1], days.formatDate)}</p>
          </li>
        ))}
      </ol>
      {shown.length < data.steps.length && (
        <Button tone="quiet" size="small" onClick={() => setIsLong(true)}>
          {t('why.more', { count: data.steps.length - shown.length })}
        </Button>
      )}
    </>
  );
}
