import { make } from "../elements";
import type { Entry } from "./roll";
import { pictureIn, thumbnailOf } from "./thumbnail";

/** The small pictures of what was given, each made once. */
export class Sheets {
  private readonly canvases = new WeakMap<Blob, Promise<HTMLCanvasElement | null>>();
  private readonly sheets = new WeakMap<Blob, HTMLElement>();
  private readonly withoutPicture = new WeakSet<Blob>();

  /** `onMade` is called whenever there is one more. */
  constructor(private readonly onMade: () => void) {}

  /** Whether this browser can show the picture; not before it was tried. */
  canShow(picture: Blob): boolean {
    return this.sheets.get(picture) instanceof HTMLCanvasElement;
  }

  /** The small picture; null where this browser cannot decode it. */
  make(picture: Blob): Promise<HTMLCanvasElement | null> {
    const before = this.canvases.get(picture);
    if (before) return before;
    const made = thumbnailOf(picture).then((canvas) => {
      if (canvas) this.sheets.set(picture, canvas);
      this.onMade();
      return canvas;
    });
    this.canvases.set(picture, made);
    return made;
  }

  /** What stands for an entry: its picture, that of its first page, or the kind of file it is. */
  of(entry: Entry): HTMLElement {
    const { given, desk } = entry;
    void this.make(given);
    const first = desk.state.kind === "read" ? desk.state.reading.previews[0] : undefined;
    if (first && !this.canShow(given) && !this.withoutPicture.has(given)) {
      this.withoutPicture.add(given);
      void thumbnailOf(pictureIn(first)).then((canvas) => {
        if (canvas && !this.canShow(given)) this.put(given, make("span", "of-page", canvas));
      });
    }
    return this.sheets.get(given) ?? this.put(given, make("span", "kind", kindOf(entry.name)));
  }

  private put(given: Blob, sheet: HTMLElement): HTMLElement {
    const isLate = this.sheets.has(given);
    this.sheets.set(given, sheet);
    if (isLate) this.onMade();
    return sheet;
  }
}

/** The ending of a file's name, as it stands for one without a picture. */
export function kindOf(name: string): string {
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1];
  return ending ? ending.toUpperCase() : "?";
}
