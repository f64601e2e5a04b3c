/** Public face of the token package. */
export * from './tokens.ts';
export { tokensToCss } from './css.ts';
