/** The basics every screen is made of. */
export { Avatar } from './Avatar.tsx';
export { Badge, PriorityBadge, StatusBadge, type Tone } from './Badge.tsx';
export { Button, IconButton } from './Button.tsx';
export { Cell, CellGroup } from './Cell.tsx';
export { Dialog } from './Dialog.tsx';
export { Checkbox, DateField, Select, Switch, TextArea, TextField, type Choice } from './Field.tsx';
export { join } from './join.ts';
export { Menu } from './Menu.tsx';
export type { MenuEntry } from './menu-entry.ts';
export { Page } from './Page.tsx';
export { SearchField } from './SearchField.tsx';
export { Segmented } from './Segmented.tsx';
export { Sheet } from './Sheet.tsx';
export { EmptyState, ErrorState, Skeleton } from './States.tsx';
export { showToast } from './toast.ts';
export { Toasts } from './Toasts.tsx';
