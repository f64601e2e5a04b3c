/** The columns of the board: their order, names, limits. */

import type { BoardColumn } from '@quncheng/api';
import { ArrowDown, ArrowUp, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';

import { useWords } from '../../app/words.ts';
import { useCommands } from '../../data/commands/index.ts';
import { Button, IconButton, StatusBadge } from '../../ui/index.ts';
import { ColumnForm } from './ColumnForm.tsx';
import styles from './settings.module.css';

interface ColumnListProps {
  readonly projectId: string;
  readonly columns: readonly BoardColumn[];
  readonly mayEdit: boolean;
}

export function ColumnList({ projectId, columns, mayEdit }: ColumnListProps) {
  const t = useWords();
  const commands = useCommands();
  const [edited, setEdited] = useState<BoardColumn | 'new' | null>(null);
  const moveUp = (index: number): void => {
    const column = columns[index];
    if (column !== undefined) commands.updateColumn(column.id, { after_id: columns[index - 2]?.id ?? null });
  };
  return (
    <>
      <ul className={styles.columns}>
        {columns.map((column, index) => (
          <li key={column.id} className={styles.column}>
            <span className={styles.columnName}>
              {column.name}
              <span className={styles.columnNote}>
                {column.wip_limit === null
                  ? t('settings.no_limit')
                  : t('settings.limit_value', { limit: column.wip_limit })}
              </span>
            </span>
            {/* A column called like its status needs no second word. */}
            {column.name !== t(`status.${column.status}`) && <StatusBadge status={column.status} />}
            {mayEdit && (
              <>
                <IconButton
                  label={t('settings.move_left', { name: column.name })}
                  disabled={index === 0}
                  onClick={() => moveUp(index)}
                >
                  <ArrowUp aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t('settings.move_right', { name: column.name })}
                  disabled={index === columns.length - 1}
                  onClick={() => moveUp(index + 1)}
                >
                  <ArrowDown aria-hidden="true" />
                </IconButton>
                <IconButton label={t('settings.edit_column', { name: column.name })} onClick={() => setEdited(column)}>
                  <Pencil aria-hidden="true" />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Button tone="quiet" size="small" icon={<Plus />} onClick={() => setEdited('new')}>
          {t('settings.add_column')}
        </Button>
      )}
      {edited !== null && (
        <ColumnForm
          projectId={projectId}
          column={edited === 'new' ? null : edited}
          columns={columns}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
