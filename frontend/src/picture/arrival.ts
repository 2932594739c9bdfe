/** The ways pictures can come in: chosen, dropped anywhere on the page, or pasted. */

type Take = (files: readonly File[]) => void;

export function whenChosen(input: HTMLInputElement, take: Take): void {
  // Only here: without scripts the form sends one picture.
  input.multiple = true;
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // Emptied, so that choosing the same file again is a change again.
    input.value = "";
    if (files.length > 0) take(files);
  });
}

export function whenPasted(take: Take): void {
  document.addEventListener("paste", (event) => {
    const files = filesIn(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
}

/** `veil` is shown while a file hovers over the page. */
export function whenDropped(veil: HTMLElement, take: Take): void {
  const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!carriesFile(event)) return;
    event.preventDefault();
    const files = filesIn(event.dataTransfer);
    if (files.length > 0) take(files);
  });
}

/** All files, whatever they are: the reader says what is wrong with one. */
function filesIn(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}
