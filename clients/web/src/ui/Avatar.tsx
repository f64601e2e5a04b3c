/** A member as a small disc with their initials. */
import type { Member } from '@quncheng/api';
import styles from './avatar.module.css';
import { join } from './join.ts';

/** Each has white text at a contrast of at least 4.5. */
const GROUNDS = ['#2f6f9f', '#8a5a00', '#6b4fb3', '#0b7a5c', '#a8456b', '#4a6572', '#9a3f26', '#3558c0'];

/** FNV-1a: ids made in the same moment differ in a few letters only, their colours should not be the same. */
function groundOf(id: string): string {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return GROUNDS[(hash >>> 8) % GROUNDS.length] ?? '#4a6572';
}

export interface AvatarProps {
  readonly member: Pick<Member, 'id' | 'name' | 'initials'> | null;
  readonly size?: 20 | 24 | 32 | 40;
  /** Beside the written name the disc says nothing new. */
  readonly isDecorative?: boolean;
}

export function Avatar({ member, size = 24, isDecorative = false }: AvatarProps) {
  const style = { width: size, height: size, fontSize: size * ((member?.initials.length ?? 0) > 1 ? 0.36 : 0.45), background: member ? groundOf(member.id) : undefined };
  const label = isDecorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': member?.name ?? '—' };
  return (
    <span className={join(styles['avatar'], !member && styles['nobody'])} style={style} title={isDecorative ? undefined : member?.name} {...label}>
      {member?.initials ?? ''}
    </span>
  );
}
