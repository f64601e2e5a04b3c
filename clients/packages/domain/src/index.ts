/** Public face of the domain package. */
export * from './days.ts';
export * from './tasks.ts';
export { rankBetween } from './ranks.ts';
export { createId } from './ids.ts';
