/** What of a file did not come over as it stands, each with its place and reason. */
import type { RemarkSeen } from '@quncheng/api';

import { useLocale, useWords } from '../../app/words.ts';
import styles from './exchange.module.css';

const SHOWN_AT_ONCE = 8;

export function RemarkList({ remarks }: { readonly remarks: readonly RemarkSeen[] }) {
  const t = useWords();
  const isChinese = useLocale().startsWith('zh');
  const lines = remarks.map((remark, index) => <li key={index}>{isChinese ? remark.text : remark.text_en}</li>);
  const rest = lines.slice(SHOWN_AT_ONCE);
  return (
    <section className={styles.part}>
      <h2>{t('import.remarks')}</h2>
      <ul className={styles.remarks}>{lines.slice(0, SHOWN_AT_ONCE)}</ul>
      {rest.length > 0 && (
        <details className={styles.details}>
          <summary>{t('import.remarks_more', { count: rest.length })}</summary>
          <ul className={styles.remarks}>{rest}</ul>
        </details>
      )}
    </section>
  );
}
