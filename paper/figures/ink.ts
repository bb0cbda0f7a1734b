/** What all figures are drawn with: light, and apart for those who see colours differently (Okabe and Ito). */
export const paperColour = "#ffffff";
export const ink = { text: "#1f2328", axis: "#57606a", grid: "#e4e7eb" } as const;
export const colours = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#7a5195",
  "#444444",
] as const;
export const textStyle = `fill="${ink.text}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif"`;

export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
