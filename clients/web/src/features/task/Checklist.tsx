/** The small steps of a task. */

import type { ChecklistItem } from '@quncheng/api';
import { X } from 'lucide-react';

import { useWords } from '../../app/words.ts';
import { Checkbox, IconButton } from '../../ui/index.ts';
import { AddLine } from './AddLine.tsx';
import { Section } from './Section.tsx';
import styles from './task.module.css';

interface ChecklistProps {
  readonly items: readonly ChecklistItem[];
  readonly mayEdit: boolean;
  readonly onAdd: (text: string) => void;
  readonly onToggle: (item: ChecklistItem, isDone: boolean) => void;
  readonly onRemove: (item: ChecklistItem) => void;
}

export function Checklist({ items, mayEdit, onAdd, onToggle, onRemove }: ChecklistProps) {
  const t = useWords();
  const done = items.filter((item) => item.is_done).length;
  return (
    <Section title={t('task.checklist')} tally={items.length === 0 ? undefined : `${done}/${items.length}`}>
      {items.length === 0 && !mayEdit && <p className={styles.none}>{t('task.no_checklist')}</p>}
      <ul className={styles.lines}>
        {items.map((item) => (
          <li key={item.id} className={styles.line}>
            <span className={`${styles.lineText} ${item.is_done ? styles.struck : ''}`}>
              <Checkbox
                label={item.text}
                isChecked={item.is_done}
                disabled={!mayEdit}
                onChange={(isDone) => onToggle(item, isDone)}
              />
            </span>
            {mayEdit && (
              <IconButton label={t('task.remove_check', { text: item.text })} onClick={() => onRemove(item)}>
                <X aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && <AddLine label={t('task.add_check')} maxLength={200} onAdd={onAdd} />}
    </Section>
  );
}
