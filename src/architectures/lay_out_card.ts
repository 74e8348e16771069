import type { Card } from "./card.ts";

/** JSON for readers: the two limits of an interval stand on one line. */
export const layOutCard = (card: Card): string =>
  JSON.stringify(card, null, 2)
    .replace(/\[\s+(-?[\d.e-]+),\s+(-?[\d.e-]+)\s+\]/g, "[$1, $2]") + "\n";
