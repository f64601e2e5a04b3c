/** A menu on a chip of the toolbar. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

import { Menu, type MenuEntry } from '../../ui/index.ts';
import styles from './gantt.module.css';

interface ChipMenuProps {
  readonly isSet: boolean;
  readonly entries: readonly MenuEntry[];
  readonly children: ReactNode;
}

export function ChipMenu({ isSet, entries, children }: ChipMenuProps) {
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.chip} data-set={isSet}>
          {children}
          <ChevronDown aria-hidden="true" />
        </button>
      }
      entries={entries}
    />
  );
}
