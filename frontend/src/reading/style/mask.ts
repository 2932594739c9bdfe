/** What is ink and what is paper, sample by sample, as `inkread.style` has it. */

/** 1 where there is ink, row by row. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** How many samples are ink. */
export function countOf({ data }: Mask): number {
  return data.reduce((total, isInk) => total + isInk, 0);
}

/**
 * How far each sample is from the nearest paper, middle to middle; 0 on paper.
 *
 * What lies outside is paper. Exact: along the rows first, then down the columns.
 */
export function distances({ width, height, data }: Mask): Float64Array {
  const along = alongRows({ width, height, data });
  const found = new Float64Array(data.length);
  for (let place = 0; place < found.length; place++) {
    let nearest = (along[place] ?? 0) ** 2;
    for (let step = 1; step ** 2 < nearest; step++) {
      const above = along[place - step * width] ?? 0;
      const below = along[place + step * width] ?? 0;
      nearest = Math.min(nearest, Math.min(above, below) ** 2 + step ** 2);
    }
    found[place] = Math.sqrt(nearest);
  }
  return found;
}

/** How far each sample is from the nearest paper of its own row. */
function alongRows({ width, height, data }: Mask): Int32Array {
  const along = new Int32Array(width * height);
  for (let row = 0; row < along.length; row += width) {
    for (let x = 0, left = 0; x < width; x++) along[row + x] = left = data[row + x] ? left + 1 : 0;
    for (let x = width - 1, right = 0; x >= 0; x--) {
      right = data[row + x] ? right + 1 : 0;
      along[row + x] = Math.min(along[row + x] ?? 0, right);
    }
  }
  return along;
}
