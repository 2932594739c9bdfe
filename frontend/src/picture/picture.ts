/** The picture on show; the invitation to give one where there is none. */
export class Picture {
  private address = "";
  private shown: Blob | null = null;

  constructor(
    private readonly image: HTMLImageElement,
    private readonly invitation: HTMLElement,
  ) {}

  /** Shows a file; one that this browser cannot show leaves the frame empty. */
  async show(file: Blob): Promise<void> {
    if (file === this.shown) return;
    this.use(URL.createObjectURL(file));
    this.shown = file;
    try {
      await this.image.decode();
    } catch {
      if (this.shown === file) this.image.hidden = true;
      return;
    }
    if (this.shown === file) this.image.hidden = false;
  }

  /** Nothing yet: the picture is still on its way. */
  blank(): void {
    this.use("");
    this.image.hidden = true;
  }

  clear(): void {
    this.blank();
    this.invitation.hidden = false;
  }

  private use(address: string): void {
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = address;
    this.shown = null;
    this.invitation.hidden = true;
    if (address) this.image.src = address;
    else this.image.removeAttribute("src");
  }
}
