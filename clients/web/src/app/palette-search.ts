/** Ranks what was typed against names: whole words at the start first, then anywhere, then letters in order. */

const NO_MATCH = 0;

function isSubsequence(needle: string, text: string): boolean {
  let position = -1;
  for (const character of needle) {
    position = text.indexOf(character, position + 1);
    if (position === -1) return false;
  }
  return true;
}

/** Higher is better, 0 is no match. */
export function scoreMatch(search: string, text: string): number {
  const needle = search.trim().toLowerCase();
  const hay = text.toLowerCase();
  if (needle === '') return 1;
  const position = hay.indexOf(needle);
  if (position === 0) return 4;
  if (position > 0) return hay.charAt(position - 1) === ' ' || hay.charAt(position - 1) === '#' ? 3 : 2;
  return needle.length > 1 && isSubsequence(needle, hay) ? 1 : NO_MATCH;
}

/** The best matches, equal ones in their given order. */
export function findMatches<Item>(items: readonly Item[], search: string, textOf: (item: Item) => string, most: number): readonly Item[] {
  return items
    .map((item) => ({ item, score: scoreMatch(search, textOf(item)) }))
    .filter(({ score }) => score > NO_MATCH)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}
