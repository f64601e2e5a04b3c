/** A file on its way into a plan, and the formats a plan goes out in. */
import type { components } from './generated/openapi.d.ts';
import type { Read } from './types.ts';

type Schemas = components['schemas'];

export type ImportPreview = Read<Schemas['ImportPreview']>;
export type ImportResult = Read<Schemas['ImportResult']>;
export type ImportedPlan = Read<Schemas['ImportedPlan']>;
export type SheetField = Schemas['SheetField'];
export type SheetSeen = Read<Schemas['SheetSeen']>;
export type PersonSeen = Read<Schemas['PersonSeen']>;
export type RemarkSeen = Read<Schemas['RemarkSeen']>;
export type RowSeen = Read<Schemas['RowSeen']>;

/** What somebody has decided about a file; what is left out is guessed. */
export interface ImportChoices {
  readonly sheet?: string;
  readonly mapping?: { readonly heading_row: number; readonly fields: readonly (SheetField | null)[] };
  /** Name in the file to member, or nobody. */
  readonly people?: Readonly<Record<string, string | null>>;
  readonly with_calendar?: boolean;
}

export const EXPORT_FORMATS = ['xlsx', 'mspdi', 'csv', 'ics', 'pdf', 'png', 'svg'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
