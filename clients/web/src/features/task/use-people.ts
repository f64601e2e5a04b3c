/** The people of a project by name, for choices. */

import type { Member } from '@quncheng/api';
import { useMemo } from 'react';

import { useProjectMembers } from '../../data/hooks.ts';

const BY_NAME = new Intl.Collator('zh-CN');

export function usePeople(projectId: string): readonly Member[] {
  const memberships = useProjectMembers(projectId);
  return useMemo(
    () =>
      memberships
        .map(({ member }) => member)
        .filter((member) => member.is_active)
        .sort((one, other) => BY_NAME.compare(one.name, other.name)),
    [memberships],
  );
}
