/** A cell of the plan while it is edited: Enter and leaving it keep the value, Escape does not. */
import type { Member } from '@quncheng/api';
import { useState, type KeyboardEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { DateField, Select, TextField } from '../../ui/index.ts';
import { COLUMN_WORDS, type Column } from './columns.ts';
import styles from './gantt.module.css';

export interface CellEditorProps {
  readonly column: Column;
  readonly value: string;
  readonly people: readonly Member[];
  readonly onCommit: (value: string) => void;
  readonly onCancel: () => void;
}

export function CellEditor({ column, value, people, onCommit, onCancel }: CellEditorProps) {
  const t = useWords();
  const [draft, setDraft] = useState(value);
  const label = t(COLUMN_WORDS[column]);
  const finish = (next: string): void => (next === value ? onCancel() : onCommit(next));
  const handleKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish(draft);
    if (event.key === 'Escape') onCancel();
  };
  if (column === 'assignee') {
    const choices = [{ value: '', label: t('value.unassigned') }, ...people.map(({ id, name }) => ({ value: id, label: name }))];
    return (
      <div className={styles.editor} onKeyDown={handleKeyDown} onBlur={() => finish(draft)} ref={focusField}>
        <Select label={label} isLabelHidden value={draft} choices={choices} onChange={setDraft} />
      </div>
    );
  }
  if (column === 'start' || column === 'finish') {
    return (
      <div className={styles.editor} onKeyDown={handleKeyDown} onBlur={() => finish(draft)} ref={focusField}>
        <DateField label={label} isLabelHidden value={draft === '' ? null : draft} onChange={(day) => setDraft(day ?? '')} />
      </div>
    );
  }
  const numeric = column === 'duration' ? { type: 'number', min: 0.5, max: 3_650, step: 0.5, inputMode: 'decimal' as const } : {};
  return (
    <div className={styles.editor} onKeyDown={handleKeyDown} ref={focusField}>
      <TextField label={label} isLabelHidden value={draft} onChange={setDraft} onBlur={() => finish(draft)} {...numeric} />
    </div>
  );
}

function focusField(element: HTMLElement | null): void {
  const field = element?.querySelector<HTMLInputElement | HTMLSelectElement>('input, select');
  field?.focus();
  if (field instanceof HTMLInputElement && field.type === 'text') field.select();
}
