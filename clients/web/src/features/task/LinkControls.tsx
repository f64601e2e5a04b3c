/** The kind of a link, and how long the later task waits. */

import type { LagUnit } from '@quncheng/api';

import { useWords } from '../../app/words.ts';
import { LAG_UNITS, LINK_TYPES, type LinkFacts } from './link-words.ts';
import { QuietLag, QuietSelect } from './quiet-controls.tsx';
import styles from './task.module.css';

interface LinkControlsProps {
  readonly link: LinkFacts;
  /** The task at the other end. */
  readonly title: string;
  readonly onChange: (link: LinkFacts) => void;
}

export function LinkControls({ link, title, onChange }: LinkControlsProps) {
  const t = useWords();
  const nameOf = (name: string): string => (title === '' ? name : t('plan.of_link', { title, name }));
  return (
    <span className={styles.linkControls}>
      <QuietSelect
        label={nameOf(t('plan.type'))}
        value={link.type}
        choices={LINK_TYPES.map((value) => ({ value, label: t(`plan.type_${value}`) }))}
        onChange={(type) => onChange({ ...link, type })}
      />
      <span className={styles.unit}>{t('plan.lag')}</span>
      <QuietLag label={nameOf(t('plan.lag'))} value={link.lag} onChange={(lag) => onChange({ ...link, lag })} />
      <QuietSelect<LagUnit>
        label={nameOf(t('plan.lag_unit'))}
        value={link.lag_unit}
        choices={LAG_UNITS.map((value) => ({ value, label: t(`plan.unit_${value}`) }))}
        onChange={(lag_unit) => onChange({ ...link, lag_unit })}
      />
    </span>
  );
}
