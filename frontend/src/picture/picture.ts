/** The picture on show: as the browser itself shows it, or the preview that the reader made. */
export class Picture {
  private address = "";

  constructor(
    private readonly image: HTMLImageElement,
    private readonly invitation: HTMLElement,
  ) {}

  /** Shows a file; false when this browser cannot show files of its kind. */
  async show(file: Blob): Promise<boolean> {
    this.use(URL.createObjectURL(file));
    try {
      await this.image.decode();
    } catch {
      // Which kinds a browser shows is only known by trying; the reader makes a preview instead.
      this.image.hidden = true;
      return false;
    }
    this.image.hidden = false;
    return true;
  }

  /** Shows a preview, given as a data: address of base64. */
  async showPreview(data: string): Promise<void> {
    const [head = "", body = ""] = data.split(",", 2);
    const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    await this.show(new Blob([bytes], { type: head.replace(/^data:|;base64$/g, "") }));
  }

  clear(): void {
    this.use("");
    this.image.hidden = true;
    this.invitation.hidden = false;
  }

  private use(address: string): void {
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = address;
    this.invitation.hidden = true;
    if (address) this.image.src = address;
    else this.image.removeAttribute("src");
  }
}
