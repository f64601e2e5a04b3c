/** A new task in one dialog: what, who, by when; the rest follows in its panel. */

import type { Priority, TaskKind } from '@quncheng/api';
import { PRIORITIES } from '@quncheng/domain';
import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { Button, DateField, Dialog, Select, TextField } from '../../ui/index.ts';
import styles from './task.module.css';
import { usePeople } from './use-people.ts';

const TASK_KINDS: readonly TaskKind[] = ['task', 'milestone', 'deliverable'];

export interface NewTaskFormProps {
  readonly projectId: string;
  readonly onCreated: (taskId: string) => void;
  readonly onClose: () => void;
}

export default function NewTaskForm({ projectId, onCreated, onClose }: NewTaskFormProps) {
  const t = useWords();
  const commands = useCommands();
  const people = usePeople(projectId);
  const [title, setTitle] = useState('');
  const [assigneeId, setAssigneeId] = useState('');
  const [dueDate, setDueDate] = useState<string | null>(null);
  const [duration, setDuration] = useState('');
  const [priority, setPriority] = useState<Priority>('medium');
  const [kind, setKind] = useState<TaskKind>('task');
  const [isAskedAgain, setIsAskedAgain] = useState(false);

  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '') {
      setIsAskedAgain(true);
      return;
    }
    const id = commands.createTask(projectId, {
      title: title.trim(),
      priority,
      kind,
      ...(assigneeId !== '' && { assignee_id: assigneeId }),
      ...(dueDate !== null && { due_date: dueDate }),
      ...(duration !== '' && kind !== 'milestone' && { duration_days: Number(duration) }),
    });
    onClose();
    onCreated(id);
  };

  return (
    <Dialog isOpen onClose={onClose} title={t('list.add')}>
      <form className={styles.form} onSubmit={handleSubmit}>
        <TextField
          autoFocus
          label={t('field.title')}
          maxLength={200}
          value={title}
          error={isAskedAgain && title.trim() === '' ? t('task.empty_title') : null}
          onChange={setTitle}
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
        <div className={styles.pair}>
          <TextField
            label={t('value.duration')}
            disabled={kind === 'milestone'}
            inputMode="numeric"
            value={duration}
            onChange={(text) => setDuration(text.replace(/\D/gu, '').slice(0, 4))}
          />
          <DateField label={t('field.due_date')} value={dueDate} onChange={setDueDate} />
        </div>
        <div className={styles.pair}>
          <Select
            label={t('field.kind')}
            value={kind}
            choices={TASK_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            onChange={setKind}
          />
          <Select
            label={t('field.priority')}
            value={priority}
            choices={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
            onChange={setPriority}
          />
        </div>
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('list.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
