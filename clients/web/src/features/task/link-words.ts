/** A link between two tasks in words. */

import type { DependencyType, LagUnit } from '@quncheng/api';
import type { Translate } from '@quncheng/i18n';

export const LINK_TYPES = ['FS', 'SS', 'FF', 'SF'] as const satisfies readonly DependencyType[];
export const LAG_UNITS = ['day', 'hour', 'elapsed_day', 'elapsed_hour', 'percent', 'elapsed_percent'] as const satisfies readonly LagUnit[];

export interface LinkFacts {
  readonly type: DependencyType;
  /** Negative for a lead. */
  readonly lag: number;
  readonly lag_unit: LagUnit;
}

export const PLAIN_LINK: LinkFacts = { type: 'FS', lag: 0, lag_unit: 'day' };

/** Null for none. */
export function lagText(t: Translate, { lag, lag_unit }: LinkFacts): string | null {
  if (lag === 0) return null;
  const unit = t(`plan.unit_${lag_unit}`);
  return lag > 0 ? t('plan.after_lag', { lag, unit }) : t('plan.after_lead', { lag: -lag, unit });
}

export function linkText(t: Translate, link: LinkFacts): string {
  const lag = lagText(t, link);
  const type = t(`plan.type_${link.type}`);
  return lag === null ? type : `${type} · ${lag}`;
}
