type Field = Pick<HTMLInputElement, "tagName" | "type" | "inputMode">;

/** Inputs that are not typed in at all. */
const untyped = new Set(["checkbox", "radio", "range", "button", "submit", "reset", "file", "color"]);

/** Whether a field uses the key itself. One for numbers takes no letters but the e of 1e-4, one for whole numbers none. */
export function usesKey({ tagName, type, inputMode }: Field, key: string): boolean {
  if (!/^[a-z]$/i.test(key)) return true;
  if (tagName === "TEXTAREA") return true;
  if (tagName !== "INPUT" || untyped.has(type) || inputMode === "numeric") return false;
  return type === "number" || inputMode === "decimal" ? /^e$/i.test(key) : true;
}
