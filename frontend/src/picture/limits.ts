import { figure, translate, translateCount } from "../language";

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
  if (present === 0) {
    return translateCount(
      "%(count)s file was given, and %(most)s at once are read here. Please choose fewer.",
      "%(count)s files were given, and %(most)s at once are read here. Please choose fewer.",
      given,
      { most },
    );
  }
  return translateCount(
    "%(count)s more would be %(all)s files, and %(most)s at once are read here. Please clear some first.",
    "%(count)s more would be %(all)s files, and %(most)s at once are read here. Please clear some first.",
    given,
    { all: given + present, most },
  );
}

/** Why a file is not read; null where it is of a size that is. */
export function wrongSize(bytes: number, most: number): string | null {
  if (bytes === 0) return translate("The file is empty.");
  return bytes > most ? tooLarge(bytes, most) : null;
}

export function tooLarge(bytes: number, most: number): string {
  const megabytes = (count: number): string => translate("%(size)s MB", { size: figure(count / 1e6, 1) });
  return translate("The file of %(size)s is larger than the %(limit)s allowed.", {
    size: megabytes(bytes),
    limit: megabytes(most),
  });
}
