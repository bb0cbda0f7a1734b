/**
 * A number as people type it: 0.0001, 1e-4, 1,500, or 0,005 with a comma for the decimal point. Not a number where the
 * text is none.
 */
export function readNumber(text: string): number {
  const typed = text.trim();
  if (typed === "") return Number.NaN;
  // No group of thousands begins with 0.
  const isGrouped = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(typed);
  return Number(isGrouped ? typed.replaceAll(",", "") : typed.replace(/^([^,.]*),([^,.]*)$/, "$1.$2"));
}
