/** What may be given at once, said before anything is sent. */

export interface PictureLimits {
  /** Of one file. */
  readonly bytes: number;
  /** Pictures and documents at once. */
  readonly files: number;
}

/** Why no more pictures are taken; null while they are. */
export function tooMany(given: number, present: number, most: number): string | null {
  if (given + present <= most) return null;
  if (present === 0) return `${given} files were given, and ${most} at once are read here. Please choose fewer.`;
  return `${given} more would be ${given + present} files, and ${most} at once are read here. Please clear some first.`;
}

/** Why a file is not read; null where it is of a size that is. */
export function wrongSize(bytes: number, most: number): string | null {
  if (bytes === 0) return "The file is empty.";
  return bytes > most ? tooLarge(bytes, most) : null;
}

export function tooLarge(bytes: number, most: number): string {
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
  return `The file of ${megabytes(bytes)} is larger than the ${megabytes(most)} allowed.`;
}
