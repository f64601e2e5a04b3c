/** What a change would bring, while it is held or before it is confirmed. */
import { useEffect, useRef, type KeyboardEvent } from 'react';

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
  const panelRef = useQuestionFocus(question !== null);
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel();
    if (event.key === 'Enter' && event.target === panelRef.current && mayConfirm) onConfirm();
  };
  return (
    <div ref={panelRef} className={styles.panel} tabIndex={-1} onKeyDown={question === null ? undefined : handleKeyDown}>
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
          <Button size="small" tone="primary" disabled={!mayConfirm} onClick={onConfirm}>
            {t('common.confirm')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A question takes the focus, and gives it back to where it came from. */
function useQuestionFocus(isQuestion: boolean) {
  const panelRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isQuestion) return undefined;
    const before = document.activeElement;
    panelRef.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [isQuestion]);
  return panelRef;
}
