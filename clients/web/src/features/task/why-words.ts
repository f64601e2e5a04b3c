/** One step of the reasons for a start, as a sentence. */

import type { WhyStep } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';

import { isDated } from './constraint.ts';
import { lagText } from './link-words.ts';

type FreeDays = WhyStep['waited'];

/** `other` is the step it leads to: what this one waits for. */
export function tellReason(t: Translate, step: WhyStep, other: WhyStep | undefined, day: (day: string) => string): string {
  const reason = reasonOf(t, step, other, day);
  if (step.interrupted.length === 0) return reason;
  return `${reason}${t('why.interrupted', { days: namesOf(t, step.interrupted) })}`;
}

function reasonOf(t: Translate, step: WhyStep, other: WhyStep | undefined, day: (day: string) => string): string {
  const title = other?.title ?? '';
  switch (step.driver) {
    case 'dependency':
      return waitingFor(t, step, other, day);
    case 'constraint':
      return t('why.constraint', { constraint: constraintText(t, step, day) });
    case 'summary':
      return t('why.summary', { title });
    case 'subtasks':
      return t('why.subtasks', { title });
    case 'as_late_as_possible':
      return t('why.finish_day');
    case 'project_start':
    case 'fixed_start':
    case 'manual':
    case 'actual':
      return t(`why.${step.driver}`);
  }
}

function waitingFor(t: Translate, step: WhyStep, other: WhyStep | undefined, day: (day: string) => string): string {
  if (step.link === null || other === undefined) return '';
  const type = step.link.type;
  const on = type === 'FS' || type === 'FF' ? other.planned_finish : other.planned_start;
  const lag = lagText(t, step.link);
  return [
    t(`why.dependency_${type}`, { title: other.title, day: day(on) }),
    lag === null ? '' : t('why.then', { lag }),
    step.waited.length === 0 ? '' : t('why.waited', { days: namesOf(t, step.waited) }),
    t('why.end'),
  ].join('');
}

function constraintText(t: Translate, { constraint, constraint_on }: WhyStep, day: (day: string) => string): string {
  if (constraint === null) return t('plan.constraint_as_soon_as_possible');
  if (!isDated(constraint) || constraint_on === null) return t(`plan.constraint_${constraint}`);
  return t(`plan.said_${constraint}`, { day: day(constraint_on) });
}

/** Each name once: three days of 国庆节 are one 国庆节. */
function namesOf(t: Translate, days: FreeDays): string {
  const names = days.map(({ name, is_leave }) => (name !== '' ? name : t(is_leave ? 'why.leave' : 'why.weekend')));
  return [...new Set(names)].join(t('why.and'));
}
