/** What a change would bring, in a few short sentences: the worst that matters first, nothing that says nothing. */
import type { MovedTask, PlanImpact } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';

interface Names {
  readonly memberName: (id: string) => string;
  readonly day: (day: string) => string;
}

const MOST_MILESTONES = 2;
const MOST_OVERLOADS = 2;

/** The tasks somebody moves by hand are no consequences. */
export function tellConsequences(t: Translate, found: PlanImpact, names: Names): readonly string[] {
  const others = found.moved.filter((move) => !move.is_edited);
  const milestones = others.filter((move) => move.is_milestone && move.workdays !== 0);
  const later = others.filter(({ workdays }) => workdays > 0).length;
  const earlier = others.filter(({ workdays }) => workdays < 0).length;
  const sentences = [
    later > 0 && t('gantt.moved_later', { count: later }),
    earlier > 0 && t('gantt.moved_earlier', { count: earlier }),
    ...milestones.slice(0, MOST_MILESTONES).map((move) => t('gantt.milestone_moved', { title: move.title, days: signed(move) })),
    found.old_finish !== null && found.new_finish !== null && found.old_finish !== found.new_finish &&
      t('gantt.finish_moved', { before: names.day(found.old_finish), after: names.day(found.new_finish) }),
    ...found.overloads.slice(0, MOST_OVERLOADS).map(({ member_id, on }) => t('gantt.overloaded', { name: names.memberName(member_id), day: names.day(on) })),
    found.conflicts.length > 0 && t('gantt.conflicts', { count: found.conflicts.length }),
  ].filter((sentence) => sentence !== false);
  return sentences.length > 0 ? sentences : [t('gantt.nothing_follows')];
}

function signed({ workdays }: MovedTask): string {
  return workdays > 0 ? `+${workdays}` : `−${Math.abs(workdays)}`;
}
