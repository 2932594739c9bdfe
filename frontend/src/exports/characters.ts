/** Names in characters that files can hold. */

// What XML 1.0 has no way to write.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const REPLACEMENT = "\ufffd";

/** A file name in any encoding, as text that can be written. */
export function printable(name: string): string {
  return name.replace(/\p{Surrogate}/gu, REPLACEMENT);
}

/** The same, without the control characters that markup cannot hold. */
export function markupText(name: string): string {
  return printable(name).replace(UNWRITABLE, REPLACEMENT);
}
