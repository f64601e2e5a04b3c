/** Full-width rows: the phone's cell list, the desktop's denser panel. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './cell.module.css';
import { join } from './join.ts';

export interface CellProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly before?: ReactNode;
  /** `before` is itself a button, so it stands beside the row's own. */
  readonly isBeforeActive?: boolean;
  /** Right side: a value, a badge, a button. */
  readonly after?: ReactNode;
  readonly onClick?: (() => void) | undefined;
  readonly isSelected?: boolean;
}

export function Cell({ title, note, before, isBeforeActive = false, after, onClick, isSelected = false }: CellProps) {
  const lead = before !== undefined && <span className={styles['before']}>{before}</span>;
  const body = (
    <>
      {!isBeforeActive && lead}
      <span className={styles['text']}>
        <span className={styles['title']}>{title}</span>
        {note !== undefined && note !== null && note !== '' && <span className={styles['note']}>{note}</span>}
      </span>
    </>
  );
  return (
    <li className={join(styles['cell'], isSelected && styles['selected'])}>
      {isBeforeActive && lead}
      {onClick ? (
        <button type="button" className={join(styles['body'], styles['button'])} onClick={onClick} aria-current={isSelected || undefined}>
          {body}
          {after === undefined && <ChevronRight className={styles['chevron']} aria-hidden="true" />}
        </button>
      ) : (
        <div className={styles['body']}>{body}</div>
      )}
      {after !== undefined && <span className={styles['after']}>{after}</span>}
    </li>
  );
}

export interface CellGroupProps {
  readonly title?: ReactNode;
  /** Right of the title: a count or a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function CellGroup({ title, aside, children }: CellGroupProps) {
  return (
    <section className={styles['group']}>
      {title !== undefined && (
        <header className={styles['header']}>
          <h2 className={styles['heading']}>{title}</h2>
          {aside}
        </header>
      )}
      <ul className={styles['list']}>{children}</ul>
    </section>
  );
}
