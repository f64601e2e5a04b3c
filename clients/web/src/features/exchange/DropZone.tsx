/** Where a file is dropped or chosen. */
import { FileUp } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Button, join } from '../../ui/index.ts';
import styles from './exchange.module.css';

interface DropZoneProps {
  readonly problem: string | null;
  readonly onFile: (file: File) => void;
}

const ACCEPTED = '.xml,.mspdi,.xlsx,.xls,.xlsm,.csv,.tsv,.txt';

export function DropZone({ problem, onFile }: DropZoneProps) {
  const t = useWords();
  const inputRef = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  const handleDragOver = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <section className={join(styles.drop, isOver && styles.over)} onDragOver={handleDragOver} onDragLeave={() => setIsOver(false)} onDrop={handleDrop}>
      <FileUp aria-hidden="true" className={styles.dropIcon} />
      <p className={styles.dropTitle}>{t('import.drop')}</p>
      <p className={styles.quiet}>{t('import.drop_hint')}</p>
      <Button tone="primary" onClick={() => inputRef.current?.click()}>
        {t('import.choose')}
      </Button>
      <input
        ref={inputRef}
        type="file"
        accept={ACCEPTED}
        aria-label={t('import.choose')}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <p className={styles.quiet}>{t('import.note')}</p>
    </section>
  );
}
