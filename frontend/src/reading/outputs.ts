import { at, upTo } from "./sequences";

/** What a graph answered. */

export interface Tensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

export type Outputs = Readonly<Record<string, Tensor | undefined>>;

/** The model answered something that its card does not promise. */
export class ModelFailed extends Error {}

/** How many rows an output has; 0 where there is none. */
export function countOf(outputs: Outputs, name: string): number {
  return outputs[name]?.dims[0] ?? 0;
}

/** An output (n, k) row by row; ModelFailed where it is missing, has another shape or is not finite. */
export function rowsOf(outputs: Outputs, name: string, n: number, k: number): number[][] {
  const values = valuesOf(outputs, name, [n, k]);
  return upTo(n).map((row) => values.slice(row * k, (row + 1) * k));
}

/** An output (n,); as `rowsOf`. */
export function columnOf(outputs: Outputs, name: string, n: number): number[] {
  return valuesOf(outputs, name, [n]);
}

function valuesOf(outputs: Outputs, name: string, shape: readonly number[]): number[] {
  const tensor = outputs[name];
  if (!tensor) throw new ModelFailed(`it gives no '${name}'`);
  const isMeant = tensor.dims.length === shape.length && shape.every((each, i) => at(tensor.dims, i) === each);
  if (!isMeant) throw new ModelFailed(`its '${name}' has shape (${tensor.dims.join(", ")}), not (${shape.join(", ")})`);
  const values = Array.from(tensor.data);
  if (!values.every(Number.isFinite)) throw new ModelFailed(`its '${name}' holds values that are no numbers`);
  return values;
}
