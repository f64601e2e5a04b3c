/** Adds cards one after the other without leaving the column. */

import { Plus } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './board.module.css';

export function QuickAdd({ onAdd }: { readonly onAdd: (title: string) => void }) {
  const t = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const [title, setTitle] = useState('');
  const buttonRef = useRef<HTMLButtonElement>(null);

  const add = (): void => {
    const text = title.trim();
    if (text !== '') onAdd(text);
    setTitle('');
  };
  const close = (): void => {
    setIsOpen(false);
    setTitle('');
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    // Enter that only confirms an input method's candidate must not add a card.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
      requestAnimationFrame(() => buttonRef.current?.focus());
    }
  };
  const handleBlur = (): void => {
    add();
    setIsOpen(false);
  };

  if (!isOpen) {
    return (
      <div className={styles.quickAdd}>
        <Button ref={buttonRef} tone="quiet" size="small" isWide icon={<Plus />} onClick={() => setIsOpen(true)}>
          {t('board.add')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.quickAdd}>
      <textarea
        autoFocus
        rows={1}
        className={styles.quickField}
        value={title}
        maxLength={200}
        aria-label={t('board.add_placeholder')}
        placeholder={t('board.add_placeholder')}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={handleKeyDown}
        onBlur={handleBlur}
      />
      <p className={styles.hint}>{t('board.add_hint')}</p>
    </div>
  );
}
