/** The weekdays from Monday and the months, as keys of the dictionary. */

export const WEEKDAY_WORDS = [
  'calendar.monday',
  'calendar.tuesday',
  'calendar.wednesday',
  'calendar.thursday',
  'calendar.friday',
  'calendar.saturday',
  'calendar.sunday',
] as const;

export const MONTH_WORDS = [
  'calendar.month_1',
  'calendar.month_2',
  'calendar.month_3',
  'calendar.month_4',
  'calendar.month_5',
  'calendar.month_6',
  'calendar.month_7',
  'calendar.month_8',
  'calendar.month_9',
  'calendar.month_10',
  'calendar.month_11',
  'calendar.month_12',
] as const;
