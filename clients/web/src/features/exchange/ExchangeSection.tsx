/** Import and export in the settings of a project. */
import { Link } from '@tanstack/react-router';

import { useWords } from '../../app/words.ts';
import { ExportMenu } from './ExportMenu.tsx';
import styles from './exchange.module.css';

interface ExchangeSectionProps {
  readonly projectId: string;
  readonly mayImport: boolean;
}

export function ExchangeSection({ projectId, mayImport }: ExchangeSectionProps) {
  const t = useWords();
  return (
    <div className={styles.section}>
      {mayImport && (
        <Link to="/p/$projectId/import" params={{ projectId }} className={styles.link}>
          {t('import.title')}
        </Link>
      )}
      <ExportMenu projectId={projectId} />
    </div>
  );
}
