/** What a change would bring, while it is held or before it is confirmed. */
import { Button } from '../../ui/index.ts';
import { useWords } from '../../app/words.ts';
import styles from './gantt.module.css';

interface ConsequencesPanelProps {
  readonly sentences: readonly string[];
  /** A question to be answered with yes or no; null while a bar is held. */
  readonly question: string | null;
  readonly hint: string;
  readonly mayConfirm: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function ConsequencesPanel({ sentences, question, hint, mayConfirm, onConfirm, onCancel }: ConsequencesPanelProps) {
  const t = useWords();
  return (
    <div className={styles.panel} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <div role="status">
        {question !== null && question !== '' && <p className={styles.question}>{question}</p>}
        <p className={styles.sentences}>{sentences.join(' · ')}</p>
      </div>
      {question === null ? (
        <p className={styles.hint}>{hint}</p>
      ) : (
        <div className={styles.answers}>
          <Button size="small" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button size="small" tone="primary" disabled={!mayConfirm} onClick={onConfirm} autoFocus>
            {t('common.confirm')}
          </Button>
        </div>
      )}
    </div>
  );
}
