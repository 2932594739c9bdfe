/** Where one is among steps that are shown one at a time; it may walk on by itself, to the end. */
export class Walk {
  private at = 0;
  private walking = false;

  constructor(
    readonly count: number,
    private readonly onChange: (walk: Walk) => void,
  ) {}

  /** From 0. */
  get position(): number {
    return this.at;
  }

  get isPlaying(): boolean {
    return this.walking;
  }

  get isFirst(): boolean {
    return this.at === 0;
  }

  get isLast(): boolean {
    return this.at === this.count - 1;
  }

  /** A person goes there: from then on it stands still. Beyond the ends nothing lies. */
  go(position: number): void {
    this.walking = false;
    this.at = Math.min(Math.max(position, 0), this.count - 1);
    this.onChange(this);
  }

  /** Begins to walk, from the start again when it is at the end; or stands still. */
  toggle(): void {
    this.walking = !this.walking;
    if (this.walking && this.isLast) this.at = 0;
    this.onChange(this);
  }

  /** The next step comes by itself, if it is walking. */
  tick(): void {
    if (!this.walking) return;
    this.at += 1;
    if (this.isLast) this.walking = false;
    this.onChange(this);
  }
}
