/** Small choices that this browser keeps; one that refuses to keeps them for this page only. */

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`inkread: ${name}`, value);
  } catch {
    return;
  }
}

/** What was chosen before; null where nothing was, or the browser tells nothing. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`inkread: ${name}`);
  } catch {
    return null;
  }
}
