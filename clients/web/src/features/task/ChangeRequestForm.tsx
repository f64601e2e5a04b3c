/** A member asks for another plan; the manager decides. */

import type { Member, TaskPlanFields } from '@quncheng/api';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import type { StoredTask } from '../../data/hooks.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { Button, DateField, Dialog, Select, TextArea, TextField } from '../../ui/index.ts';
import { ImpactLines } from './ImpactLines.tsx';
import styles from './task.module.css';

interface ChangeRequestFormProps {
  readonly task: StoredTask;
  readonly people: readonly Member[];
  readonly onSubmit: (changes: TaskPlanFields, reason: string) => void;
  readonly onClose: () => void;
}

export function ChangeRequestForm({ task, people, onSubmit, onClose }: ChangeRequestFormProps) {
  const t = useWords();
  const [dueDate, setDueDate] = useState(task.due_date);
  const [duration, setDuration] = useState(task.duration_days === null ? '' : String(task.duration_days));
  const [assigneeId, setAssigneeId] = useState(task.assignee_id ?? '');
  const [reason, setReason] = useState('');
  const [isAskedAgain, setIsAskedAgain] = useState(false);

  const days = duration === '' || Number.isNaN(Number(duration)) ? null : Number(duration);
  const changes: TaskPlanFields = {
    ...(dueDate !== task.due_date && { due_date: dueDate }),
    ...(days !== task.duration_days && { duration_days: days }),
    ...(assigneeId !== (task.assignee_id ?? '') && { assignee_id: assigneeId === '' ? null : assigneeId }),
  };
  const hasChanges = Object.keys(changes).length > 0;
  const dryRun = useAnswer(
    'POST /projects/{id}/plan/dry-run',
    { path: { id: task.project_id }, body: { changes: [{ task_id: task.id, ...changes }] } },
    { isEnabled: hasChanges },
  );
  const handleSubmit = (): void => {
    if (!hasChanges || reason.trim() === '') {
      setIsAskedAgain(true);
      return;
    }
    onSubmit(changes, reason.trim());
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('change.title')}
      description={t('change.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" onClick={handleSubmit}>
            {t('change.submit')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <DateField
          label={t('field.due_date')}
          value={dueDate}
          onChange={setDueDate}
          error={isAskedAgain && !hasChanges ? t('change.nothing') : null}
        />
        <TextField
          label={t('value.duration')}
          inputMode="decimal"
          value={duration}
          onChange={(text) => setDuration(text.replace(/[^\d.]/gu, '').slice(0, 6))}
        />
        <Select
          label={t('field.assignee_id')}
          value={assigneeId}
          choices={[
            { value: '', label: t('value.unassigned') },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setAssigneeId}
        />
        {hasChanges && dryRun.data !== undefined && <ImpactLines impact={dryRun.data} />}
        <TextArea
          label={t('change.reason')}
          rows={2}
          maxLength={500}
          value={reason}
          placeholder={t('change.reason_placeholder')}
          error={isAskedAgain && reason.trim() === '' ? t('change.need_reason') : null}
          onChange={setReason}
        />
      </div>
    </Dialog>
  );
}
