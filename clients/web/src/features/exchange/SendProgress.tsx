/** A file on its way: how far, and a way out. */
import { useWords } from '../../app/words.ts';
import { Button } from '../../ui/index.ts';
import styles from './exchange.module.css';

interface SendProgressProps {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  readonly onCancel: () => void;
}

export function SendProgress({ name, share, onCancel }: SendProgressProps) {
  const t = useWords();
  const percent = Math.round(share * 100);
  const text = share < 1 ? t('import.uploading', { name, percent }) : t('import.reading', { name });
  return (
    <section className={styles.drop} aria-live="polite">
      <p className={styles.dropTitle}>{text}</p>
      <progress className={styles.progress} aria-label={text} {...(share < 1 && { value: percent, max: 100 })} />
      <Button onClick={onCancel}>{t('common.cancel')}</Button>
    </section>
  );
}
