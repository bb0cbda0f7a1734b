/** How long something took; rounded first, so that no line says "1 min 60 s". */
export function duration(milliseconds: number): string {
  if (Math.round(milliseconds) < 1000) return `${Math.round(milliseconds)} ms`;
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Time that is left, as coarse as such a guess is: a number that flickers says less. */
export function timeLeft(seconds: number): string {
  if (seconds < 8) return "a few seconds left";
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} min left`;
  const hours = seconds / 3600;
  if (hours < 36) return `about ${hours < 10 ? Number(hours.toFixed(1)) : Math.round(hours)} h left`;
  return `about ${Math.round(hours / 24)} days left`;
}
