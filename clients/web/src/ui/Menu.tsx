/** A menu on a button. Entries are actions or the choices of a field; what draws them comes when somebody reaches for it. */
import { cloneElement, lazy, Suspense, useState } from 'react';
import type { MenuProps } from './menu-entry.ts';

const load = () => import('./OpenMenu.tsx');
const OpenMenu = lazy(load);
const preload = () => void load();

export function Menu(props: MenuProps) {
  const [isWanted, setIsWanted] = useState(false);
  const closed = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setIsWanted(true),
    onPointerEnter: preload,
    onFocus: preload,
  });
  if (!isWanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenMenu {...props} />
    </Suspense>
  );
}
