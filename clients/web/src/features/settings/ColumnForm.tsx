/** A new column, or the name and limit of one; archiving moves its cards first. */

import type { BoardColumn, TaskStatus } from '@quncheng/api';
import { STATUSES } from '@quncheng/domain';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { Button, Dialog, Select, TextField } from '../../ui/index.ts';
import styles from './settings.module.css';

interface ColumnFormProps {
  readonly projectId: string;
  /** Null makes a new one. */
  readonly column: BoardColumn | null;
  readonly columns: readonly BoardColumn[];
  readonly onClose: () => void;
}

export function ColumnForm({ projectId, column, columns, onClose }: ColumnFormProps) {
  const t = useWords();
  const commands = useCommands();
  const [name, setName] = useState(column?.name ?? '');
  const [status, setStatus] = useState<TaskStatus>(column?.status ?? 'in_progress');
  const [limit, setLimit] = useState(column?.wip_limit == null ? '' : String(column.wip_limit));
  const others = columns.filter((other) => other.id !== column?.id);

  const save = (): void => {
    const wip_limit = limit === '' || Number(limit) === 0 ? null : Number(limit);
    if (name.trim() === '') return;
    if (column === null) commands.createColumn(projectId, { name: name.trim(), status, wip_limit });
    else commands.updateColumn(column.id, { name: name.trim(), wip_limit });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={column === null ? t('settings.add_column') : t('settings.edit_column', { name: column.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button tone="primary" disabled={name.trim() === ''} onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <TextField autoFocus label={t('settings.column_name')} maxLength={20} value={name} onChange={setName} />
        {column === null && (
          <Select
            label={t('field.status')}
            value={status}
            choices={STATUSES.filter((value) => value !== 'cancelled').map((value) => ({
              value,
              label: t(`status.${value}`),
            }))}
            onChange={setStatus}
          />
        )}
        <TextField
          label={t('settings.limit')}
          hint={t('settings.limit_note')}
          inputMode="numeric"
          value={limit}
          onChange={(text) => setLimit(text.replace(/\D/gu, '').slice(0, 3))}
        />
        {column !== null && others.length > 0 && <ArchiveColumn column={column} others={others} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

interface ArchiveColumnProps {
  readonly column: BoardColumn;
  readonly others: readonly BoardColumn[];
  readonly onClose: () => void;
}

function ArchiveColumn({ column, others, onClose }: ArchiveColumnProps) {
  const t = useWords();
  const commands = useCommands();
  const [targetId, setTargetId] = useState(others[0]?.id ?? '');
  return (
    <div className={styles.archive}>
      <Select
        label={t('settings.archive_to')}
        value={targetId}
        choices={others.map((other) => ({ value: other.id, label: other.name }))}
        onChange={setTargetId}
      />
      <Button
        tone="danger"
        onClick={() => {
          commands.archiveColumn(column.id, targetId);
          onClose();
        }}
      >
        {t('settings.archive_column')}
      </Button>
    </div>
  );
}
