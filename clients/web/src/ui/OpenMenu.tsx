/** A menu that has been opened once: from then on it looks after its button itself. */
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { MenuEntry, MenuProps } from './menu-entry.ts';
import styles from './overlay.module.css';

export default function OpenMenu({ trigger, entries, align = 'end' }: MenuProps) {
  return (
    <Base.Root modal={false} defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles['positioner']} sideOffset={4} align={align}>
          <Base.Popup className={styles['menu']}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What can be chosen says whether it is. */
function Entry({ entry }: { readonly entry: MenuEntry }) {
  const shared = {
    className: styles['menuItem'],
    'data-tone': entry.tone ?? 'plain',
    disabled: entry.isDisabled ?? false,
    children: (
      <>
        {entry.icon}
        <span className={styles['menuLabel']}>{entry.label}</span>
        {entry.isChosen === true && <Check aria-hidden="true" />}
        {entry.shortcut !== undefined && <kbd className={styles['shortcut']}>{entry.shortcut}</kbd>}
      </>
    ),
  };
  if (entry.isChosen === undefined) return <Base.Item {...shared} onClick={entry.onSelect} />;
  return <Base.CheckboxItem {...shared} checked={entry.isChosen} closeOnClick onCheckedChange={entry.onSelect} />;
}
