import { rounded } from "../reading/figures";

/** Figures as Python writes them, so that a file is the same whoever wrote it. */

/** With so many decimals. */
export function fixed(value: number, decimals: number): string {
  return rounded(value, decimals).toFixed(decimals);
}

/** A figure that may have decimals, with one at least: 20.0, 0.964095, 1.5e-05. */
export function decimal(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** A chance, 0..1, as every format writes it. */
export function chance(value: number): string {
  return fixed(Math.min(1, Math.max(0, value)), 4);
}
