/** Public face of the Gantt core: a plan in, pictures and proposals out. No DOM, no React, no clock. */
export { createChart, isMilestone, type Chart } from './chart.ts';
export { civilOf, formatIsoDay, parseDay } from './days.ts';
export type { Colors, DrawingContext } from './drawing.ts';
export { DESKTOP_METRICS, PHONE_METRICS, PRINT_METRICS, type Metrics, type Viewport } from './geometry.ts';
export { cursorOf, hitTest, type Hit } from './hit.ts';
export { NO_KEY, releaseKey, stepKey, type Key, type KeyHold, type KeyStep } from './keys.ts';
export { GROUPINGS, layOut, milestonesByDate, type Grouping, type Layout, type Row, type TaskRow } from './layout.ts';
export { createLinkBuckets } from './link-buckets.ts';
export { paint } from './paint.ts';
export { IDLE, stepPointer, type Hold, type Point, type PointerEventKind } from './pointer.ts';
export { proposeUnlink, type Proposal } from './proposals.ts';
export { createScale, dayAt, pixelsPerDayOf, widthOf, xOf, zoomBy, ZOOMS, zoomOf, type Scale, type ScaleWords, type Zoom } from './scale.ts';
export type { Ghost, Layers, Scene } from './scene.ts';
export { stepTree, type GridPlace } from './tree-keys.ts';
export { GanttView, scrollToRow, scrollToTask, scrollToToday } from './view.ts';
export { createWorkDays, type WorkDays } from './work-days.ts';
