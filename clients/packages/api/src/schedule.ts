/** Calendars that move plans, the load of people, and a plan at a glance. */
import type { components } from './generated/openapi.d.ts';
import type { PlanImpact } from './plan.ts';
import type { Page, Read } from './types.ts';

type Schemas = components['schemas'];

export type CalendarOwner = Schemas['CalendarOwner'];
export type WorkCalendar = Read<Schemas['CalendarScreen']>;
export type CalendarSpan = Read<Schemas['CalendarSpan']>;
export type WorkHours = Read<Schemas['WorkHours']>;
export type OwnDay = Read<Schemas['OwnDay']>;
export type CalendarImpact = Read<Schemas['CalendarImpact']>;
export type Notice = Read<Schemas['NoticeRead']>;
export type PlanOverview = Read<Schemas['OverviewScreen']>;
export type PlannedLine = Read<Schemas['PlannedLine']>;
export type PlanLoad = Read<Schemas['LoadScreen']>;
export type MemberLoad = Read<Schemas['MemberLoad']>;
export type PlanLevelling = Read<Schemas['LevellingScreen']>;
export type Levelling = Read<Schemas['Levelling']>;

/** What is to be different in one calendar; `weekly` null takes the week of the calendar above. */
export interface CalendarChange {
  readonly owner: CalendarOwner;
  readonly owner_id?: string;
  readonly name?: string;
  readonly weekly?: readonly (readonly WorkHours[])[] | null;
  readonly days?: readonly OwnDay[];
  readonly added?: readonly { readonly first_on: string; readonly last_on: string; readonly shifts?: readonly WorkHours[]; readonly name?: string }[];
  readonly removed?: readonly string[];
}

interface ById {
  readonly id: string;
}

export interface ScheduleEndpoints {
  'POST /organization/calendar/notice': { body: { text: string }; answer: Notice };
  'GET /calendars': { query: { owner: CalendarOwner; owner_id?: string }; answer: WorkCalendar };
  'GET /calendars/shared': { answer: Page<WorkCalendar> };
  'POST /calendars/preview': { body: CalendarChange; answer: CalendarImpact };
  'POST /calendars/changes': { body: CalendarChange; answer: CalendarImpact };
  'GET /projects/{id}/plan/overview': { path: ById; answer: PlanOverview };
  'GET /projects/{id}/plan/load': { path: ById; query: { first_on?: string; last_on?: string }; answer: PlanLoad };
  'GET /projects/{id}/plan/levelling': { path: ById; answer: PlanLevelling };
  'POST /projects/{id}/plan/levelling/apply': {
    path: ById;
    body: { waits: readonly { task_id: string; not_before: string }[]; version: number };
    answer: PlanImpact;
  };
}
