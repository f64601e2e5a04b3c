/** One line to add something with Enter; it stays open for the next one. */

import { useState, type FormEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Button } from '../../ui/index.ts';
import styles from './task.module.css';

interface AddLineProps {
  readonly label: string;
  readonly maxLength: number;
  readonly onAdd: (text: string) => void;
}

export function AddLine({ label, maxLength, onAdd }: AddLineProps) {
  const t = useWords();
  const [text, setText] = useState('');
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    onAdd(text.trim());
    setText('');
  };
  return (
    <form className={styles.addRow} onSubmit={handleSubmit}>
      <input
        className={styles.addField}
        value={text}
        maxLength={maxLength}
        aria-label={label}
        placeholder={label}
        enterKeyHint="done"
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== '' && (
        <Button type="submit" size="small">
          {t('task.add_person')}
        </Button>
      )}
    </form>
  );
}
