/** In which order people are listed, and what their roles are. */
import type { Member, OrganizationRole } from '@quncheng/api';

export const ORGANIZATION_ROLES: readonly OrganizationRole[] = ['admin', 'member', 'guest'];
export const NAME_LENGTH = 30;

/** Who is there before who has left, administrators first, then by name. */
export function sortPeople(people: readonly Member[]): Member[] {
  const place = (one: Member) => (one.is_active ? ORGANIZATION_ROLES.indexOf(one.role) : ORGANIZATION_ROLES.length);
  return [...people].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, 'zh-CN'));
}
