/** Hands a file to the person, as a download. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Some browsers begin to read the file after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
